// STD: c++20
#include <cstdio>

#include "slidescanner.h"

class TileTask : public QRunnable {
 public:
  TileTask(ScanJob *job, FocusMap *focus, int tile) : m_job(job), m_focus(focus), m_tile(tile) {}

  void run() override {
    const double z = m_focus->zAt(m_tile);
    if (z < 0) {
      m_job->tileFailed();
      return;
    }
    m_focus->markVisited(m_tile);
    m_focus->setZ(m_tile, z + 0.25 * (m_tile % 5)); // EXPECT-NOISE: check-then-act
    m_job->adaptExposure(100 + m_tile % 60);
    m_job->tileDone(2048 * 2048);
    if (m_job->remaining() == 0 && m_job->claimStitcher())
      std::printf("stitching %d tiles\n", m_focus->size());
  }

 private:
  ScanJob *m_job;
  FocusMap *m_focus;
  const int m_tile;
};

int main(int argc, char **) {
  ScanJob job;
  FocusMap focus;

  for (int t = 0; t < 400; ++t)
    focus.setZ(t, 10.0 + t * 0.01);
  job.begin(400);
  for (int t = 0; t < 400; ++t)
    QThreadPool::globalInstance()->start(new TileTask(&job, &focus, t));
  if (argc > 1)
    job.cancel();
  QThreadPool::globalInstance()->waitForDone();
  return job.remaining();
}
