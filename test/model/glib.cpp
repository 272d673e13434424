// PACKAGE: libglib2.0-dev
// FLAGS: glib-2.0
#define G_STDIO_WRAP_ON_UNIX
#include <fcntl.h>
#include <glib.h>
#include <glib/gprintf.h>
#include <glib/gstdio.h>
#include <utime.h>

void checks(const char *N, GStatBuf *S, GDir *D, GError **E) {
  g_file_test(N, G_FILE_TEST_EXISTS); // MODEL: path.check
  g_access(N, R_OK); // MODEL: path.check
  g_stat(N, S); // MODEL: path.check
  g_lstat(N, S); // MODEL: path.check
  g_file_read_link(N, E); // MODEL: path.resolve
  g_dir_open(N, 0, E); // MODEL: path.list
  g_dir_read_name(D); // MODEL: fd.use
  g_dir_close(D); // MODEL: fd.close
  g_find_program_in_path(N); // MODEL: path.resolve
}

void acts(const char *N, const char *M, char *B, char **O, utimbuf *U, FILE *F,
          int Fd, char **Argv, GError **E) {
  g_open(N, O_CREAT | O_EXCL, 0600); // MODEL: path.use
  g_creat(N, 0600); // MODEL: path.use
  g_fopen(N, "w"); // MODEL: path.use
  g_freopen(N, "w", F); // MODEL: path.use
  g_unlink(N); // MODEL: path.use
  g_remove(N); // MODEL: path.use
  g_rmdir(N); // MODEL: path.use
  g_mkdir(N, 0700); // MODEL: path.use
  g_mkdir_with_parents(N, 0700); // MODEL: path.use
  g_rename(N, M); // MODEL: path.use
  g_chmod(N, 0600); // MODEL: path.use
  g_chdir(N); // MODEL: path.use
  g_utime(N, U); // MODEL: path.use
  g_file_get_contents(N, O, nullptr, E); // MODEL: path.use
  g_file_set_contents(N, M, -1, E); // MODEL: path.use
  g_file_set_contents_full(N, M, -1, G_FILE_SET_CONTENTS_ONLY_EXISTING, 0600, E); // MODEL: path.use
  g_spawn_command_line_sync(N, O, O, nullptr, E); // MODEL: path.use, wait
  g_spawn_command_line_async(N, E); // MODEL: path.use
  g_spawn_sync(N, Argv, nullptr, G_SPAWN_DEFAULT, nullptr, nullptr, O, O, nullptr, E); // MODEL: wait
  g_usleep(1); // MODEL: wait
  g_fsync(Fd); // MODEL: fd.use
  g_close(Fd, E); // MODEL: fd.close
  g_mkstemp(B); // MODEL: path.private
  g_mkstemp_full(B, O_RDWR, 0600); // MODEL: path.private
  g_mkdtemp(B); // MODEL: path.private
  g_mkdtemp_full(B, 0700); // MODEL: path.private
  g_file_open_tmp(N, O, E); // MODEL: path.private
  g_dir_make_tmp(N, E); // MODEL: path.private
}

void names(const char *N, const char *M, char *B, va_list V, char **Argv) {
  g_strdup(N); // MODEL: path.same
  g_filename_to_utf8(N, -1, nullptr, nullptr, nullptr); // MODEL: path.same
  g_filename_from_utf8(N, -1, nullptr, nullptr, nullptr); // MODEL: path.same
  g_filename_display_name(N); // MODEL: path.same
  g_locale_to_utf8(N, -1, nullptr, nullptr, nullptr); // MODEL: path.same
  g_locale_from_utf8(N, -1, nullptr, nullptr, nullptr); // MODEL: path.same
  g_stpcpy(B, N); // MODEL: fill
  g_snprintf(B, 9, "%s", N); // MODEL: fill
  g_vsnprintf(B, 9, "%s", V); // MODEL: fill
  g_strlcpy(B, N, 9); // MODEL: fill
  g_strlcat(B, N, 9); // MODEL: append
  g_build_filename(N, M, nullptr); // MODEL: path.build
  g_build_path("/", N, M, nullptr); // MODEL: path.build
  g_build_filenamev(Argv); // MODEL: path.build
  g_strconcat(N, M, nullptr); // MODEL: path.build
  g_strdup_printf("%s/x", N); // MODEL: path.build
  g_strdup_vprintf("%s/x", V); // MODEL: path.build
  g_strndup(N, 3); // MODEL: path.build
  g_strjoin("/", N, M, nullptr); // MODEL: path.build
  g_path_get_dirname(N); // MODEL: path.build
  g_path_get_basename(N); // MODEL: path.build
  g_path_skip_root(N); // MODEL: path.build
  g_canonicalize_filename(N, M); // MODEL: path.build
  g_filename_from_uri(N, nullptr, nullptr); // MODEL: path.build
  g_filename_to_uri(N, nullptr, nullptr); // MODEL: path.build
  g_get_tmp_dir(); // MODEL: path.build
  g_get_home_dir(); // MODEL: path.build
  g_get_current_dir(); // MODEL: path.build
  g_get_user_cache_dir(); // MODEL: path.build
  g_get_user_config_dir(); // MODEL: path.build
  g_get_user_data_dir(); // MODEL: path.build
  g_get_user_runtime_dir(); // MODEL: path.build
  g_getenv("HOME"); // MODEL: path.build
}

void looks(const char *N, const char *M, const GError *E) {
  g_path_is_absolute(N); // MODEL: pure
  (g_str_has_prefix)(N, M); // MODEL: pure
  (g_str_has_suffix)(N, M); // MODEL: pure
  g_strcmp0(N, M); // MODEL: pure
  (g_str_equal)(N, M); // MODEL: pure
  g_ascii_strcasecmp(N, M); // MODEL: pure
  g_ascii_strncasecmp(N, M, 3); // MODEL: pure
  g_error_matches(E, 0, 0); // MODEL: pure
  g_file_error_from_errno(2); // MODEL: pure
  g_strrstr(N, M); // MODEL: pure
  g_utf8_validate(N, -1, nullptr); // MODEL: pure
  g_str_hash(N); // MODEL: pure
  g_strerror(2); // MODEL: pure
  g_file_error_quark(); // MODEL: pure
}

void messages(const char *N, va_list V) {
  g_print("%s", N); // MODEL: output
  g_printerr("%s", N); // MODEL: output
  g_printf("%s", N); // MODEL: output
  g_fprintf(stderr, "%s", N); // MODEL: output
  g_warning("%s", N); // MODEL: output
  g_log(G_LOG_DOMAIN, G_LOG_LEVEL_INFO, "%s", N); // MODEL: output
  g_logv(G_LOG_DOMAIN, G_LOG_LEVEL_INFO, "%s", V); // MODEL: output
  g_log_structured(G_LOG_DOMAIN, G_LOG_LEVEL_INFO, "MESSAGE", "%s", N); // MODEL: output
  g_log_structured_standard("a", G_LOG_LEVEL_INFO, "f", "1", "g", "%s", N); // MODEL: output
  g_return_if_fail_warning("a", "f", "x"); // MODEL: output
  g_warn_message("a", "f", 1, "g", "x"); // MODEL: output
  g_assertion_message_expr("a", "f", 1, "g", "x"); // MODEL: exit
  g_assertion_message("a", "f", 1, "g", "x"); // MODEL: exit
}
