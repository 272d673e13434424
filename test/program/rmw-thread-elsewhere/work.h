#ifndef WORK_H
#define WORK_H
void *work(void *rounds);
#endif
