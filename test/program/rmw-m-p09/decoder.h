#pragma once

#include "qtmini.h"

#include <deque>
#include <vector>

struct Frame {
    long long pts = 0;
    std::vector<unsigned char> data;
};

class FrameQueue {
public:
    explicit FrameQueue(int capacity) : m_capacity(capacity) {}

    bool put(Frame f);
    bool take(Frame *out, unsigned long msec);
    void setCapacity(int n);
    void flush();
    int dropped() const { return m_dropped; }

private:
    mutable QMutex m_mutex;
    QWaitCondition m_ready;
    std::deque<Frame> m_frames;
    int m_capacity;
    int m_dropped = 0;
    long long m_bytes = 0;
};

class Decoder : public QThread {
public:
    Decoder(FrameQueue *in, FrameQueue *out) : m_in(in), m_out(out) {}
    ~Decoder() override
    {
        requestStop();
        wait();
    }
    void requestStop() { m_stop.storeRelease(1); }
    void noteLatency(int ms);
    bool pause();
    bool resume() { return m_paused.testAndSetOrdered(1, 0); }

protected:
    void run() override;

private:
    FrameQueue *m_in;
    FrameQueue *m_out;
    QAtomicInt m_stop;
    QAtomicInt m_paused;
    QAtomicInt m_worst;
    QAtomicInt m_decoded;
};
