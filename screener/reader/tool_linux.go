package reader

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/landlock-lsm/go-landlock/landlock"
	"golang.org/x/sys/unix"
)

// ExecTool shuts this process in and becomes the tool of c: it may read system files, read and write its private folder,
// and print. It may not reach the network or another process, nor use more than its bounds. It returns only an error.
func ExecTool(c Config) error {
	if c.Tool == "" || !filepath.IsAbs(c.Tool) || c.Dir == "" {
		return errors.New("a tool is started by shortlist itself")
	}
	// What a program and its data need to be read, wherever systems keep it.
	system := []string{"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix/store", "/gnu/store", "/etc/alternatives", "/etc/fonts", filepath.Dir(c.Tool)}
	for _, name := range []string{"TESSDATA_PREFIX", "ANTIWORDHOME"} {
		if v := os.Getenv(name); filepath.IsAbs(v) {
			system = append(system, v)
		}
	}
	if real, err := filepath.EvalSymlinks(c.Tool); err == nil {
		system = append(system, filepath.Dir(real))
	}
	// On an older kernel the filter and the limits remain.
	_ = restrict(
		landlock.RODirs(system...).IgnoreIfMissing(),
		landlock.ROFiles("/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/ld.so.conf", "/dev/urandom").IgnoreIfMissing(),
		landlock.RWFiles("/dev/null").IgnoreIfMissing(),
		landlock.RWDirs(c.Dir),
	)
	_ = filterCalls(nil)
	for resource, most := range map[int]uint64{
		unix.RLIMIT_CORE:   0,
		unix.RLIMIT_DATA:   2 * uint64(c.Limits.Memory),
		unix.RLIMIT_FSIZE:  256 << 20,
		unix.RLIMIT_NOFILE: 64,
		unix.RLIMIT_CPU:    uint64(3*c.Limits.Wall.Seconds()) + 1,
	} {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: most, Max: most}); err != nil {
			return fmt.Errorf("the tool cannot be bounded: %w", err)
		}
	}
	err := unix.Exec(c.Tool, append([]string{filepath.Base(c.Tool)}, c.Args...), os.Environ())
	return fmt.Errorf("%s cannot be run: %w", filepath.Base(c.Tool), err)
}
