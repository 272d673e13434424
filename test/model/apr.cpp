// PACKAGE: libapr1-dev
// FLAGS: apr-1
#include <apr_dso.h>
#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <apr_thread_proc.h>
#include <apr_time.h>

void checks(const char *N, char **O, apr_finfo_t *I, apr_dir_t *D, apr_file_t *F,
            apr_pool_t *P) {
  apr_stat(I, N, APR_FINFO_NORM | APR_FINFO_LINK, P); // MODEL: path.check
  apr_filepath_merge(O, N, N, APR_FILEPATH_TRUENAME, P); // MODEL: path.build
  apr_dir_open(&D, N, P); // MODEL: path.list
  apr_dir_read(I, APR_FINFO_NAME, D); // MODEL: fd.use
  apr_dir_close(D); // MODEL: fd.close
  apr_file_close(F); // MODEL: fd.close
}

void acts(const char *N, const char *M, apr_file_t *F, apr_proc_t *C,
          const char *const *Args, apr_procattr_t *A, apr_dso_handle_t *H,
          apr_pool_t *P) {
  auto Mode = APR_FPROT_OS_DEFAULT;
  apr_file_open(&F, N, APR_FOPEN_CREATE | APR_FOPEN_EXCL, Mode, P); // MODEL: path.use
  apr_file_remove(N, P); // MODEL: path.use
  apr_file_rename(N, M, P); // MODEL: path.use
  apr_file_link(N, M); // MODEL: path.use
  apr_file_copy(N, M, Mode, P); // MODEL: path.use
  apr_file_append(N, M, Mode, P); // MODEL: path.use
  apr_file_perms_set(N, Mode); // MODEL: path.use
  apr_file_attrs_set(N, 0, 0, P); // MODEL: path.use
  apr_file_mtime_set(N, 0, P); // MODEL: path.use
  apr_file_namedpipe_create(N, Mode, P); // MODEL: path.use
  apr_dir_make(N, Mode, P); // MODEL: path.use
  apr_dir_make_recursive(N, Mode, P); // MODEL: path.use
  apr_dir_remove(N, P); // MODEL: path.use
  apr_filepath_set(N, P); // MODEL: path.use
  apr_proc_create(C, N, Args, nullptr, A, P); // MODEL: path.use
  apr_proc_wait(C, nullptr, nullptr, APR_WAIT); // MODEL: wait
  apr_dso_load(&H, N, P); // MODEL: path.use
  apr_sleep(1); // MODEL: wait
}

void handles(const char *N, char *B, apr_size_t *S, apr_finfo_t *I, apr_file_t *F,
             apr_pool_t *P) {
  apr_file_info_get(I, APR_FINFO_NORM, F); // MODEL: fd.check
  apr_file_read(F, B, S); // MODEL: fd.use
  apr_file_read_full(F, B, 4, S); // MODEL: fd.use
  apr_file_gets(B, 4, F); // MODEL: fd.use
  apr_file_write(F, B, S); // MODEL: fd.use
  apr_file_write_full(F, B, 4, S); // MODEL: fd.use
  apr_file_printf(F, "x"); // MODEL: fd.use
  apr_file_flush(F); // MODEL: fd.use
  apr_file_sync(F); // MODEL: fd.use
  apr_file_puts(N, F); // MODEL: fd.use
  apr_file_trunc(F, 0); // MODEL: fd.use
  apr_file_lock(F, APR_FLOCK_EXCLUSIVE | APR_FLOCK_NONBLOCK); // MODEL: lock.acquire
  apr_file_unlock(F); // MODEL: lock.release
  apr_file_mktemp(&F, B, 0, P); // MODEL: path.private
}

void names(const char *N, char *B, char **O, const char **Q, va_list V,
           apr_pool_t *P) {
  apr_pstrdup(P, N); // MODEL: path.same
  apr_pstrcat(P, N, "/x", nullptr); // MODEL: path.build
  apr_psprintf(P, "%s/x", N); // MODEL: path.build
  apr_pvsprintf(P, "%s/x", V); // MODEL: path.build
  apr_pstrndup(P, N, 3); // MODEL: path.build
  apr_pstrmemdup(P, N, 3); // MODEL: path.build
  apr_filepath_name_get(N); // MODEL: path.build
  apr_filepath_get(O, 0, P); // MODEL: path.build
  apr_temp_dir_get(Q, P); // MODEL: path.build
  apr_snprintf(B, 9, "%s/x", N); // MODEL: fill
  apr_vsnprintf(B, 9, "%s/x", V); // MODEL: fill
  apr_cpystrn(B, N, 9); // MODEL: fill
  apr_strerror(2, B, 9); // MODEL: fill
}
