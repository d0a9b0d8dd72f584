// Package order does work on many things at once and keeps their order.
package order

import (
	"context"
	"iter"
	"sync"
)

// Keep applies do to each element of in, with workers goroutines, and gives the results to sink in the order of in.
// At most window elements are begun and not yet sunk. When ctx ends, or sink fails, no further element is begun; those
// that were begun are finished and, unless sink failed, sunk. The error is sink's, else ctx's if there was more to do.
func Keep[T, R any](ctx context.Context, in iter.Seq[T], workers, window int, do func(T) R, sink func(R) error) error {
	type job struct {
		in  T
		out chan R
	}
	window = max(window, workers)
	jobs := make(chan job)
	begun := make(chan chan R, window) // in order; its room is the window
	stop := make(chan struct{})        // closed when sink has failed
	var cut error                      // why not all of in was begun; set before begun is closed

	go func() {
		defer close(begun)
		defer close(jobs)
		for v := range in {
			out := make(chan R, 1)
			select {
			case <-ctx.Done():
				cut = ctx.Err()
				return
			case <-stop:
				return
			default: // where several could go on, the end comes first
			}
			select {
			case begun <- out:
			case <-ctx.Done():
				cut = ctx.Err()
				return
			case <-stop:
				return
			}
			jobs <- job{v, out} // a worker comes: each only ever works
		}
	}()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for j := range jobs {
				j.out <- do(j.in)
			}
		})
	}
	var failed error
	for out := range begun {
		r := <-out
		if failed == nil {
			if failed = sink(r); failed != nil {
				close(stop)
			}
		}
	}
	wg.Wait()
	if failed != nil {
		return failed
	}
	return cut
}
