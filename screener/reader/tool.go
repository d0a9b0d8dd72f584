package reader

import "context"

// readWithTool has an installed tool turn the file into text, and a worker read that.
func (p *Pool) readWithTool(ctx context.Context, in Input, tool string) ([]byte, error) {
	panic("")
}
