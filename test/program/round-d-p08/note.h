#ifndef NOTE_H
#define NOTE_H
/* set-user-id helper that appends an audit note to a file of the caller */
int caller_may_write(const char *path);
int note_append(const char *path, const char *text);
#endif
