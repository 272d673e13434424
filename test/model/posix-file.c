//===- posix-file.c - Calls of models/posix-file.yaml ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev libacl1-dev libcap-dev libselinux1-dev linux-libc-dev
// ABSENT: fchmodat2 openat2 pivot_root stat.st_atimespec stat.st_mtimespec stat.st_ctimespec
// Newer than the C library of Debian 12, without a wrapper in it, or of macOS.
#include "operands.h"
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fts.h>
#include <ftw.h>
#include <glob.h>
#include <linux/openat2.h>
#include <mqueue.h>
#include <selinux/selinux.h>
#include <semaphore.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/acl.h>
#include <acl/libacl.h>
#include <sys/capability.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/swap.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

void calls(va_list list) {
  // path.check
  access(path, mode);
  eaccess(path, mode);
  euidaccess(path, mode);
  faccessat(dir, path, mode, flags);
  stat(path, out);
  stat64(path, out);
  lstat(path, out);
  lstat64(path, out);
  fstatat(dir, path, out, flags);
  fstatat64(dir, path, out, flags);
  statx(dir, path, flags, mode, out);
  statfs(path, out);
  statfs64(path, out);
  statvfs(path, out);
  statvfs64(path, out);
  pathconf(path, mode);
  getxattr(path, 0, out, 0);
  lgetxattr(path, 0, out, 0);
  listxattr(path, out, 0);
  llistxattr(path, out, 0);
  acl_get_file(path, flags);
  acl_extended_file(path);
  acl_extended_file_nofollow(path);
  cap_get_file(path);
  getfilecon(path, out);
  getfilecon_raw(path, out);
  lgetfilecon(path, out);
  lgetfilecon_raw(path, out);
  name_to_handle_at(dir, path, out, 0, flags);

  // path.resolve
  readlink(path, result, 0);
  readlinkat(dir, path, result, 0);
  realpath(path, out);
  canonicalize_file_name(path);

  // path.list
  opendir(path);
  scandir(path, out, callback, 0);
  scandir64(path, out, callback, 0);
  scandirat(dir, path, out, callback, 0);
  scandirat64(dir, path, out, callback, 0);
  ftw(path, callback, 0);
  ftw64(path, callback, 0);
  nftw(path, callback, 0, flags);
  nftw64(path, callback, 0, flags);
  fts_open(&path, flags, 0);
  glob(path, flags, 0, out);
  glob64(path, flags, 0, out);

  // path.use
  open(path, flags, mode);
  open64(path, flags, mode);
  openat(dir, path, flags, mode);
  openat64(dir, path, flags, mode);
  creat(path, mode);
  creat64(path, mode);
  fopen(path, pmode);
  fopen64(path, pmode);
  freopen(path, pmode, pfd);
  freopen64(path, pmode, pfd);
  shm_open(path, flags, mode);
  mq_open(path, flags, mode);
  sem_open(path, flags, mode);
  open_tree(dir, path, flags);
  mkdir(path, mode);
  mkdirat(dir, path, mode);
  mknod(path, mode, 0);
  mknodat(dir, path, mode, 0);
  mkfifo(path, mode);
  mkfifoat(dir, path, mode);
  symlink(0, path);
  symlinkat(0, dir, path);
  link(path2, path);
  linkat(dir2, path2, dir, path, flags);
  bind(fd, record, 0);
  connect(fd, record, 0);
  unlink(path);
  unlinkat(dir, path, flags);
  remove(path);
  rmdir(path);
  rename(path, path2);
  renameat(dir, path, dir2, path2);
  renameat2(dir, path, dir2, path2, flags);
  chmod(path, mode);
  lchmod(path, mode);
  fchmodat(dir, path, mode, flags);
  chown(path, 0, 0);
  lchown(path, 0, 0);
  fchownat(dir, path, 0, 0, flags);
  truncate(path, 0);
  truncate64(path, 0);
  utime(path, 0);
  utimes(path, 0);
  lutimes(path, 0);
  futimesat(dir, path, 0);
  utimensat(dir, path, 0, flags);
  setxattr(path, 0, 0, 0, 0);
  lsetxattr(path, 0, 0, 0, 0);
  removexattr(path, 0);
  lremovexattr(path, 0);
  cap_set_file(path, 0);
  setfilecon(path, 0);
  setfilecon_raw(path, 0);
  lsetfilecon(path, 0);
  lsetfilecon_raw(path, 0);
  acl_set_file(path, flags, 0);
  acl_delete_def_file(path);
  execl(path, 0, 0);
  execlp(path, 0, 0);
  execle(path, 0, 0);
  execv(path, 0);
  execvp(path, 0);
  execvpe(path, 0, 0);
  execve(path, 0, 0);
  execveat(dir, path, 0, 0, flags);
  posix_spawn(0, path, 0, 0, 0, 0);
  posix_spawnp(0, path, 0, 0, 0, 0);
  dlopen(path, flags);
  dlmopen(0, path, flags);
  system(path);
  popen(path, 0);
  chdir(path);
  chroot(path);
  mount(path2, path, 0, flags, 0);
  umount(path);
  umount2(path, flags);
  move_mount(dir, path, dir2, path2, flags);
  swapon(path, 0);
  swapoff(path);
  acct(path);

  // path.temp
  mktemp(out);
  tmpnam(out);
  tmpnam_r(out);
  tempnam(0, 0);

  // path.private
  mkstemp(path);
  mkstemp64(path);
  mkostemp(path, flags);
  mkostemp64(path, flags);
  mkstemps(path, 0);
  mkstemps64(path, 0);
  mkostemps(path, 0, flags);
  mkostemps64(path, 0, flags);
  mkdtemp(path);
  tmpfile();
  tmpfile64();
  memfd_create(0, 0);
}
