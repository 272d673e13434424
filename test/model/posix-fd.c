//===- posix-fd.c - Calls of models/posix-fd.yaml -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev libacl1-dev libcap-dev libselinux1-dev
#include "operands.h"
#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <selinux/selinux.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/acl.h>
#include <acl/libacl.h>
#include <sys/capability.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>

void calls(va_list list) {
  // fd.check
  fstat(fd, out);
  fstat64(fd, out);
  fstatfs(fd, out);
  fstatfs64(fd, out);
  fstatvfs(fd, out);
  fstatvfs64(fd, out);
  fpathconf(fd, mode);
  fgetxattr(fd, 0, out, 0);
  flistxattr(fd, out, 0);
  acl_get_fd(fd);
  acl_extended_fd(fd);
  cap_get_fd(fd);
  fgetfilecon(fd, out);
  fgetfilecon_raw(fd, out);
  isatty(fd);
  lseek(fd, 0, 0);
  lseek64(fd, 0, 0);

  // fd.use
  fchmod(fd, mode);
  fchown(fd, 0, 0);
  ftruncate(fd, 0);
  ftruncate64(fd, 0);
  futimens(fd, 0);
  futimes(fd, 0);
  fexecve(fd, 0, 0);
  fchdir(fd);
  fsetxattr(fd, 0, 0, 0, 0);
  fremovexattr(fd, 0);
  acl_set_fd(fd, 0);
  cap_set_fd(fd, 0);
  fsetfilecon(fd, 0);
  fsetfilecon_raw(fd, 0);
  fallocate(fd, 0, 0, 0);
  fallocate64(fd, 0, 0, 0);
  posix_fallocate(fd, 0, 0);
  posix_fallocate64(fd, 0, 0);
  posix_fadvise(0, 0, 0, 0);
  posix_fadvise64(0, 0, 0, 0);
  readahead(0, 0, 0);
  fsync(fd);
  fdatasync(fd);
  read(fd, out, 0);
  pread(fd, out, 0, 0);
  pread64(fd, out, 0, 0);
  readv(fd, 0, 0);
  preadv(fd, 0, 0, 0);
  preadv64(fd, 0, 0, 0);
  write(fd, 0, 0);
  pwrite(fd, 0, 0, 0);
  pwrite64(fd, 0, 0, 0);
  writev(fd, 0, 0);
  pwritev(fd, 0, 0, 0);
  pwritev64(fd, 0, 0, 0);
  sendfile(fd, 0, 0, 0);
  sendfile64(fd, 0, 0, 0);
  copy_file_range(0, 0, fd, 0, 0, 0);
  fread(out, 0, 0, pfd);
  fwrite(0, 0, 0, pfd);
  fgets(out, 0, pfd);
  fgetc(pfd);
  getc(pfd);
  getline(out, 0, pfd);
  getdelim(out, 0, 0, pfd);
  fscanf(pfd, 0);
  readdir(pfd);
  readdir64(pfd);
  mmap(0, 0, 0, 0, fd, 0);
  mmap64(0, 0, 0, 0, fd, 0);

  // fd.same
  fileno(pfd);
  fdopen(fd, pmode);
  fdopendir(fd);
  dirfd(pfd);
  dup(fd);
  dup2(fd, 0);
  dup3(fd, 0, 0);
  fcntl(fd, flags);
  fcntl64(fd, flags);

  // fd.close
  close(fd);
  fclose(pfd);
  pclose(pfd);
  closedir(pfd);
  mq_close(fd);
  sem_close(pfd);
}
