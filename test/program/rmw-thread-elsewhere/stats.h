#ifndef STATS_H
#define STATS_H
void countLost(void);
void countKept(void);
long lostTotal(void);
long keptTotal(void);
void countAtStart(void);
#endif
