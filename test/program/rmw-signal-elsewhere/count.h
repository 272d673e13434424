#ifndef COUNT_H
#define COUNT_H
void childEnded(int signal);
void childStarted(void);
#endif
