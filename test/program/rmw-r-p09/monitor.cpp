// STD: c++20
#include "job_queue.h"

namespace jobs {

Monitor::Monitor() {
    pthread_mutex_init(&m_, nullptr);
    pthread_cond_init(&c_, nullptr);
}

Monitor::~Monitor() {
    pthread_cond_destroy(&c_);
    pthread_mutex_destroy(&m_);
}

void Monitor::enter() { pthread_mutex_lock(&m_); }
void Monitor::leave() { pthread_mutex_unlock(&m_); }
void Monitor::await() { pthread_cond_wait(&c_, &m_); }
void Monitor::signalAll() { pthread_cond_broadcast(&c_); }

} // namespace jobs
