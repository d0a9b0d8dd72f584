//go:build race

package batch

// raceEnabled: the race detector maps far more memory than a worker may have.
const raceEnabled = true
