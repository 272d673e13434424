// STD: c++20
#include "decoder.h"

void Decoder::noteLatency(int ms)
{
    if (ms > m_worst.loadRelaxed())
        m_worst.storeRelaxed(ms); // EXPECT: split-atomic
}

bool Decoder::pause()
{
    if (m_paused.loadAcquire())
        return false;
    m_paused.storeRelease(1); // EXPECT: split-atomic
    return true;
}

void Decoder::run()
{
    Frame f;
    while (!m_stop.loadAcquire()) {
        if (m_paused.loadAcquire())
            continue;
        if (!m_in->take(&f, 20))
            continue;
        m_decoded.fetchAndAddRelaxed(1);
        noteLatency(static_cast<int>(f.pts % 40));
        m_out->put(std::move(f));
        f = Frame();
    }
}

class Player {
public:
    Player() : m_packets(32), m_pictures(16), m_video(&m_packets, &m_pictures), m_audio(&m_packets, &m_pictures) {}

    void play()
    {
        m_video.start();
        m_audio.start();
    }
    void feed(Frame f) { m_packets.put(std::move(f)); }
    void seek()
    {
        m_packets.flush();
        m_pictures.flush();
    }
    void networkStalled(int ms)
    {
        m_video.noteLatency(ms);
        m_audio.noteLatency(ms);
        if (ms > 500 && m_video.pause())
            m_audio.pause();
    }
    void networkRecovered()
    {
        m_video.resume();
        m_audio.resume();
    }

private:
    FrameQueue m_packets, m_pictures;
    Decoder m_video, m_audio;
};

Player *makePlayer()
{
    auto *p = new Player;
    p->play();
    return p;
}
