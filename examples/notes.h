// A service that keeps notes in files, one directory per user. Each file of it
// has one window and, below it, the same code without the window.
#ifndef NOTES_H
#define NOTES_H

#ifdef __cplusplus
#include <string>

// store.cpp
bool exists(const std::string &Path);
bool addNote(const std::string &Path, const std::string &Text);
bool addNoteSafely(const std::string &Path, const std::string &Text);

// report.cpp
bool printReport(const std::string &Text);
bool printReportSafely(const std::string &Text);

extern "C" {
#endif

// socket.c
int listen_at(const char *path);
int listen_at_safely(const char *path);

#ifdef __cplusplus
}
#endif
#endif
