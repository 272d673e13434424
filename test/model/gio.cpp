// PACKAGE: libglib2.0-dev
// FLAGS: gio-2.0
#include <gio/gio.h>

void names(const char *N, GFile *F, GFile *G) {
  g_file_new_for_path(N); // MODEL: path.same
  g_file_new_for_commandline_arg(N); // MODEL: path.same
  g_file_parse_name(N); // MODEL: path.same
  g_file_get_path(F); // MODEL: path.same
  g_file_peek_path(F); // MODEL: path.same
  g_file_get_parse_name(F); // MODEL: path.same
  g_file_dup(F); // MODEL: path.same
  g_object_ref(F); // MODEL: path.same, fd.same
  g_file_new_build_filename(N, "x", nullptr); // MODEL: path.build
  g_file_new_for_uri(N); // MODEL: path.build
  g_file_get_child(F, N); // MODEL: path.build
  g_file_get_parent(F); // MODEL: path.build
  g_file_resolve_relative_path(F, N); // MODEL: path.build
  g_file_get_basename(F); // MODEL: path.build
  g_file_get_relative_path(F, G); // MODEL: path.build
  g_file_get_uri(F); // MODEL: path.build
  g_file_equal(F, G); // MODEL: pure
  g_file_hash(F); // MODEL: pure
  g_file_has_prefix(F, G); // MODEL: pure
  g_file_has_parent(F, G); // MODEL: pure
  g_file_is_native(F); // MODEL: pure
  g_file_has_uri_scheme(F, N); // MODEL: pure
}

void checks(GFile *F, GFileInfo *I, GFileEnumerator *L, GCancellable *C,
            GError **E) {
  g_file_query_exists(F, C); // MODEL: path.check
  g_file_query_file_type(F, G_FILE_QUERY_INFO_NONE, C); // MODEL: path.check
  g_file_query_info(F, "*", G_FILE_QUERY_INFO_NONE, C, E); // MODEL: path.check
  g_file_query_filesystem_info(F, "*", C, E); // MODEL: path.check
  g_file_info_get_size(I); // MODEL: pure
  g_file_info_get_file_type(I); // MODEL: pure
  g_file_info_get_is_symlink(I); // MODEL: pure
  g_file_info_get_is_hidden(I); // MODEL: pure
  g_file_info_get_etag(I); // MODEL: pure
  g_file_info_get_modification_date_time(I); // MODEL: pure
  g_file_info_get_attribute_uint32(I, "x"); // MODEL: pure
  g_file_info_get_attribute_uint64(I, "x"); // MODEL: pure
  g_file_info_get_attribute_boolean(I, "x"); // MODEL: pure
  g_file_info_has_attribute(I, "x"); // MODEL: pure
  g_file_info_get_name(I); // MODEL: path.build
  g_file_info_get_symlink_target(I); // MODEL: path.build
  g_file_enumerate_children(F, "*", G_FILE_QUERY_INFO_NONE, C, E); // MODEL: path.list
  g_file_enumerator_next_file(L, C, E); // MODEL: fd.use
  g_file_enumerator_close(L, C, E); // MODEL: fd.close
}

void acts(GFile *F, GFile *G, const char *N, char **O, GFileInfo *I,
          GFileIOStream **S, GCancellable *C, GError **E) {
  auto None = G_FILE_CREATE_NONE;
  g_file_read(F, C, E); // MODEL: path.use
  g_file_open_readwrite(F, C, E); // MODEL: path.use
  g_file_create(F, None, C, E); // MODEL: path.use
  g_file_create_readwrite(F, None, C, E); // MODEL: path.use
  g_file_append_to(F, None, C, E); // MODEL: path.use
  g_file_replace(F, N, false, None, C, E); // MODEL: path.use
  g_file_replace_readwrite(F, N, false, None, C, E); // MODEL: path.use
  g_file_load_contents(F, C, O, nullptr, O, E); // MODEL: path.use
  g_file_replace_contents(F, N, 3, N, false, None, O, C, E); // MODEL: path.use
  g_file_delete(F, C, E); // MODEL: path.use
  g_file_trash(F, C, E); // MODEL: path.use
  g_file_move(F, G, G_FILE_COPY_NONE, C, nullptr, nullptr, E); // MODEL: path.use
  g_file_copy(F, G, G_FILE_COPY_NONE, C, nullptr, nullptr, E); // MODEL: path.use
  g_file_make_directory(F, C, E); // MODEL: path.use
  g_file_make_directory_with_parents(F, C, E); // MODEL: path.use
  g_file_make_symbolic_link(F, N, C, E); // MODEL: path.use
  auto Q = G_FILE_QUERY_INFO_NONE;
  g_file_set_attribute(F, N, G_FILE_ATTRIBUTE_TYPE_STRING, O, Q, C, E); // MODEL: path.use
  g_file_set_attributes_from_info(F, I, Q, C, E); // MODEL: path.use
  g_file_set_attribute_string(F, N, N, Q, C, E); // MODEL: path.use
  g_file_set_attribute_byte_string(F, N, N, Q, C, E); // MODEL: path.use
  g_file_set_attribute_uint32(F, N, 3, Q, C, E); // MODEL: path.use
  g_file_set_attribute_int32(F, N, 3, Q, C, E); // MODEL: path.use
  g_file_set_attribute_uint64(F, N, 3, Q, C, E); // MODEL: path.use
  g_file_set_attribute_int64(F, N, 3, Q, C, E); // MODEL: path.use
  g_file_new_tmp(N, S, E); // MODEL: path.private
}

void streams(GFileInputStream *R, GFileOutputStream *W, GFileIOStream *B,
             GInputStream *I, GOutputStream *O, GIOStream *S, void *Buf,
             gsize *N, GCancellable *C, GError **E) {
  g_file_input_stream_query_info(R, "*", C, E); // MODEL: fd.check
  g_file_output_stream_query_info(W, "*", C, E); // MODEL: fd.check
  g_file_io_stream_query_info(B, "*", C, E); // MODEL: fd.check
  g_io_stream_get_input_stream(S); // MODEL: fd.same
  g_io_stream_get_output_stream(S); // MODEL: fd.same
  g_input_stream_read(I, Buf, 4, C, E); // MODEL: fd.use
  g_input_stream_read_all(I, Buf, 4, N, C, E); // MODEL: fd.use
  g_output_stream_write(O, Buf, 4, C, E); // MODEL: fd.use
  g_output_stream_write_all(O, Buf, 4, N, C, E); // MODEL: fd.use
  g_output_stream_printf(O, N, C, E, "x"); // MODEL: fd.use
  g_input_stream_close(I, C, E); // MODEL: fd.close
  g_output_stream_close(O, C, E); // MODEL: fd.close
  g_io_stream_close(S, C, E); // MODEL: fd.close
}
