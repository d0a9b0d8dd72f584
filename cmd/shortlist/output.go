package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeWhole writes a file whole or not at all: into a temporary file beside it, which takes its name only after
// everything, the flush to disk included, went well. A file that is no regular one (/dev/stdout, a pipe) is written to
// directly. perm is the mode of a new file.
func writeWhole(path string, perm os.FileMode, write func(io.Writer) error) (err error) {
	if info, e := os.Stat(path); e == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return fmt.Errorf("%s is a folder; name a file", path)
		}
		f, e := os.OpenFile(path, os.O_WRONLY, 0)
		if e != nil {
			return e
		}
		return errors.Join(buffered(f, write), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".part-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, cause(err))
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = fmt.Errorf("%s was not written: %w", path, cause(err))
		}
	}()
	if err := buffered(f, write); err != nil {
		return err
	}
	if err := f.Chmod(perm); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// cause is what went wrong without the name of the temporary file, which says nothing to a person.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// linksFrom is the way from the folder of a written file to the working folder, which relative paths start at; "" where
// they are the same, or there is no way.
func linksFrom(file string) string {
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return ""
	}
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	way, err := filepath.Rel(folder, here)
	if err != nil || way == "." {
		return ""
	}
	return way
}

// folderOf is the folder that a file is written into; "" where it is no file on a disk.
func folderOf(output string) string {
	if info, err := os.Stat(output); output == "" || err == nil && !info.Mode().IsRegular() {
		return ""
	}
	return filepath.Dir(output)
}
