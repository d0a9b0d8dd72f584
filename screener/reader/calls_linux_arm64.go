package reader

import "golang.org/x/sys/unix"

const auditArch = unix.AUDIT_ARCH_AARCH64

// What other architectures call by another name.
var (
	archCallsOfOthers   []uint32
	archCallsOfFiles    = []uint32{unix.SYS_FSTATAT}
	archCallsOfPrograms []uint32
)
