#pragma once
#include <pthread.h>

class CritSec {
public:
    CritSec() { pthread_mutex_init(&m_, nullptr); }
    ~CritSec() { pthread_mutex_destroy(&m_); }
    CritSec(const CritSec &) = delete;
    CritSec &operator=(const CritSec &) = delete;
    void Enter() { pthread_mutex_lock(&m_); }
    void Leave() { pthread_mutex_unlock(&m_); }

private:
    pthread_mutex_t m_;
};

class CritSecHolder {
public:
    explicit CritSecHolder(CritSec &cs) : cs_(&cs) { cs_->Enter(); }
    ~CritSecHolder() { cs_->Leave(); }

private:
    CritSec *cs_;
};
