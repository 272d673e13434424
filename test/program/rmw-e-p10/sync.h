#pragma once
#include <pthread.h>

namespace core {

class CritSec {
 public:
  CritSec() { pthread_mutex_init(&m_, nullptr); }
  ~CritSec() { pthread_mutex_destroy(&m_); }
  CritSec(const CritSec&) = delete;
  CritSec& operator=(const CritSec&) = delete;
  void Enter() { pthread_mutex_lock(&m_); }
  void Leave() { pthread_mutex_unlock(&m_); }

 private:
  pthread_mutex_t m_;
};

class CritScope {
 public:
  explicit CritScope(CritSec* cs) : cs_(cs) { cs_->Enter(); }
  ~CritScope() { cs_->Leave(); }

 private:
  CritSec* cs_;
};

}  // namespace core
