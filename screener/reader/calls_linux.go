//go:build linux && (amd64 || arm64)

package reader

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// callsOfOthers reach out of the process: sockets, other processes, the kernel itself. Neither a worker nor a tool needs one.
var callsOfOthers = append([]uint32{
	unix.SYS_SOCKET, unix.SYS_SOCKETPAIR, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_LISTEN, unix.SYS_ACCEPT, unix.SYS_ACCEPT4,
	unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_KILL, unix.SYS_TKILL, unix.SYS_RT_SIGQUEUEINFO,
	unix.SYS_RT_TGSIGQUEUEINFO, unix.SYS_PIDFD_OPEN, unix.SYS_PIDFD_GETFD, unix.SYS_PIDFD_SEND_SIGNAL,
	unix.SYS_MOUNT, unix.SYS_UMOUNT2, unix.SYS_CHROOT, unix.SYS_PIVOT_ROOT, unix.SYS_SETNS, unix.SYS_UNSHARE,
	unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_IO_URING_SETUP, unix.SYS_USERFAULTFD, unix.SYS_KEYCTL, unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY,
	unix.SYS_INIT_MODULE, unix.SYS_FINIT_MODULE, unix.SYS_DELETE_MODULE, unix.SYS_KEXEC_LOAD, unix.SYS_REBOOT, unix.SYS_SWAPON, unix.SYS_SWAPOFF,
	unix.SYS_SHMGET, unix.SYS_MSGGET, unix.SYS_SEMGET, unix.SYS_MQ_OPEN, unix.SYS_OPEN_BY_HANDLE_AT, unix.SYS_NAME_TO_HANDLE_AT,
}, archCallsOfOthers...)

// callsOfFiles name a file by its path.
var callsOfFiles = append([]uint32{
	unix.SYS_OPENAT, unix.SYS_OPENAT2, unix.SYS_FACCESSAT, unix.SYS_FACCESSAT2, unix.SYS_READLINKAT, unix.SYS_STATX, unix.SYS_STATFS,
	unix.SYS_MKDIRAT, unix.SYS_MKNODAT, unix.SYS_UNLINKAT, unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINKAT, unix.SYS_SYMLINKAT,
	unix.SYS_FCHMODAT, unix.SYS_FCHOWNAT, unix.SYS_UTIMENSAT, unix.SYS_TRUNCATE, unix.SYS_CHDIR, unix.SYS_SETXATTR, unix.SYS_LSETXATTR,
	unix.SYS_GETXATTR, unix.SYS_LGETXATTR, unix.SYS_LISTXATTR, unix.SYS_LLISTXATTR, unix.SYS_REMOVEXATTR, unix.SYS_LREMOVEXATTR,
	unix.SYS_INOTIFY_ADD_WATCH, unix.SYS_FANOTIFY_MARK, unix.SYS_ACCT, unix.SYS_MEMFD_CREATE,
}, archCallsOfFiles...)

// callsOfPrograms start a program or a process. Threads are made by clone, which filterCalls looks at more closely.
var callsOfPrograms = append([]uint32{unix.SYS_EXECVE, unix.SYS_EXECVEAT}, archCallsOfPrograms...)

// Offsets into struct seccomp_data, and what a filter returns (linux/seccomp.h).
const (
	dataNr   = 0
	dataArch = 4
	dataArg0 = 16 // the low half; both architectures are little endian

	retAllow = 0x7fff0000
	retErrno = 0x00050000
	retKill  = 0x80000000

	setModeFilter   = 1
	filterFlagTSync = 1
)

// filterCalls makes the system calls of refused, and those of callsOfOthers, fail with EPERM in all threads of this
// process and in whatever it executes. Where callsOfPrograms are among the refused, no process can be forked either.
func filterCalls(refused []uint32) error {
	var fork bool
	for _, nr := range refused {
		fork = fork || nr == unix.SYS_EXECVE
	}
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	jump := func(code uint16, k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_K | code, Jt: yes, Jf: no, K: k}
	}
	give := func(k uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: k} }
	refuse := give(retErrno | uint32(unix.EPERM))

	prog := []unix.SockFilter{
		load(dataArch),
		jump(unix.BPF_JEQ, auditArch, 1, 0),
		give(retKill),
		load(dataNr),
		jump(unix.BPF_JGE, 0x40000000, 0, 1), // the x32 calls of amd64
		refuse,
	}
	for _, nr := range append(refused, callsOfOthers...) {
		prog = append(prog, jump(unix.BPF_JEQ, nr, 0, 1), refuse)
	}
	if fork {
		prog = append(prog,
			jump(unix.BPF_JEQ, unix.SYS_CLONE3, 0, 1), // its flags lie in memory; libraries then take clone
			give(retErrno|uint32(unix.ENOSYS)),
			jump(unix.BPF_JEQ, unix.SYS_CLONE, 0, 3),
			load(dataArg0),
			jump(unix.BPF_JSET, unix.CLONE_THREAD, 1, 0),
			refuse,
		)
	}
	prog = append(prog, give(retAllow))

	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no system call filter: %w", err)
	}
	p := unix.SockFprog{Len: uint16(len(prog)), Filter: &prog[0]}
	if _, _, errno := unix.Syscall(unix.SYS_SECCOMP, setModeFilter, filterFlagTSync, uintptr(unsafe.Pointer(&p))); errno != 0 {
		return fmt.Errorf("no system call filter: %w", errno)
	}
	return nil
}
