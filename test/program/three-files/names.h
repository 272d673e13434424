int isMissing(const char *path);
int start(const char *path);
int scratch(char *name);
