package reader

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// escape tries everything that a worker must not be able to do, and names what worked. dir holds a file "secret" and
// takes new files; addr is where this test listens.
func escape(dirAndAddr string) []string {
	var dir, addr string
	fmt.Sscan(dirAndAddr, &dir, &addr)
	var out []string
	try := func(what string, f func() error) {
		if err := f(); err == nil {
			out = append(out, what)
		}
	}
	try("read a file", func() error { _, err := os.ReadFile(dir + "/secret"); return err })
	try("write a file", func() error { return os.WriteFile(dir+"/new", []byte("x"), 0o600) })
	try("list a folder", func() error { _, err := os.ReadDir(dir); return err })
	try("look at a file", func() error { _, err := os.Stat(dir + "/secret"); return err })
	try("remove a file", func() error { return os.Remove(dir + "/secret") })
	try("change a mode", func() error { return os.Chmod(dir+"/secret", 0o777) })
	try("read /proc", func() error { _, err := os.ReadFile("/proc/self/environ"); return err })
	try("connect by TCP", func() error { _, err := net.DialTimeout("tcp", addr, time.Second); return err })
	try("listen on TCP", func() error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err })
	try("send by UDP", func() error {
		c, err := net.Dial("udp", addr)
		if err != nil {
			return err
		}
		_, err = c.Write([]byte("x"))
		return err
	})
	try("make a UDP socket", func() error { _, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM, 0); return err })
	try("make a unix socket", func() error { _, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0); return err })
	try("make a socket pair", func() error { _, err := unix.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0); return err })
	try("make a pipe", func() error { _, _, err := os.Pipe(); return err })
	try("start a program", func() error { return exec.Command("/bin/true").Run() })
	try("start a program without a pipe", func() error {
		_, err := syscall.ForkExec("/bin/true", []string{"true"}, nil)
		return err
	})
	try("fork", func() error {
		pid, _, errno := syscall.RawSyscall6(syscall.SYS_CLONE, uintptr(syscall.SIGCHLD), 0, 0, 0, 0, 0)
		if errno == 0 {
			if pid == 0 {
				syscall.RawSyscall(syscall.SYS_EXIT, 0, 0, 0)
			}
			return nil
		}
		return errno
	})
	try("signal its parent", func() error { return syscall.Kill(syscall.Getppid(), 0) })
	try("raise its own limits", func() error {
		return unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 64, Max: 64})
	})
	// Last, since it would end this process.
	try("become a program", func() error { return syscall.Exec("/bin/true", []string{"true"}, nil) })
	return out
}
