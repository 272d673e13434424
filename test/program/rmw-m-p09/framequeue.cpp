// STD: c++20
#include "decoder.h"

bool FrameQueue::put(Frame f)
{
    QMutexLocker<QMutex> lock(&m_mutex);
    const long long n = static_cast<long long>(f.data.size());
    if (static_cast<int>(m_frames.size()) >= m_capacity) {
        lock.unlock();
        m_dropped++; // EXPECT: lost-update
        return false;
    }
    m_bytes += n;
    m_frames.push_back(std::move(f));
    m_ready.wakeOne();
    return true;
}

bool FrameQueue::take(Frame *out, unsigned long msec)
{
    QMutexLocker<QMutex> lock(&m_mutex);
    while (m_frames.empty()) {
        if (!m_ready.wait(&m_mutex, msec))
            return false;
    }
    *out = std::move(m_frames.front());
    m_frames.pop_front();
    m_bytes -= static_cast<long long>(out->data.size());
    return true;
}

void FrameQueue::setCapacity(int n)
{
    QMutexLocker<QMutex> lock(&m_mutex);
    m_capacity = n < 1 ? 1 : n;
    m_dropped = 0;
}

void FrameQueue::flush()
{
    std::deque<Frame> old;
    QMutexLocker<QMutex> lock(&m_mutex);
    old.swap(m_frames);
    m_bytes = 0;
    m_dropped += static_cast<int>(old.size());
    lock.unlock();
    old.clear();
}
