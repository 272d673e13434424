// STD: c++20
#include "slidescanner.h"

double FocusMap::zAt(int tile) const {
  QReadLocker locker(&m_lock);
  return m_points.value(tile).z;
}

void FocusMap::setZ(int tile, double z) {
  QWriteLocker locker(&m_lock);
  m_points[tile].z = z;
}

void FocusMap::markVisited(int tile) {
  QReadLocker locker(&m_lock);
  if (!m_points.contains(tile))
    return;
  m_points[tile].visits++; // EXPECT: lost-update
}

int FocusMap::size() const {
  QReadLocker locker(&m_lock);
  return m_points.size();
}

void ScanJob::begin(int tiles) {
  QMutexLocker locker(&m_mutex);
  m_remaining += tiles;
}

void ScanJob::tileDone(int bytes) {
  QMutexLocker locker(&m_mutex);
  m_bytes += bytes;
  if (m_remaining > 0)
    --m_remaining;
}

void ScanJob::tileFailed() {
  QMutexLocker locker(&m_mutex);
  const bool first = m_failed++ == 0;
  locker.unlock();
  if (first)
    adaptExposure(255);
  locker.relock();
  if (m_remaining > 0)
    --m_remaining;
}

void ScanJob::cancel() {
  QMutexLocker locker(&m_mutex);
  const int left = m_remaining;
  locker.unlock();
  if (left > 0)
    m_remaining = 0; // EXPECT-MISS: lost-update
}

void ScanJob::adaptExposure(int mean) {
  const int cur = m_exposure.loadAcquire();
  const int next = cur + (128 - mean) / 8;
  m_exposure.storeRelease(next < 1 ? 1 : next); // EXPECT: split-atomic
}

bool ScanJob::claimStitcher() {
  return m_stitching.testAndSetOrdered(0, 1);
}

int ScanJob::remaining() const {
  QMutexLocker locker(&m_mutex);
  return m_remaining;
}
