int hits_of(const char *page);
int set_hits(const char *page, int hits);
int add_hits(const char *page, int hits);
