// Command shortlist reads resumes, matches them against rubrics and prints a fit report that quotes its evidence.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], newTerminal(os.Stdin, os.Stdout, os.Stderr)))
}
