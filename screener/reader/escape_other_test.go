//go:build !linux

package reader

// escape has nothing to try: only Linux has a jail.
func escape(string) []string { return nil }
