#ifndef LOCK_H
#define LOCK_H
struct lock;
void lockEnter(struct lock *l);
void lockLeave(struct lock *l);
int lockTry(struct lock *l);
#endif
