#pragma once
#include "miniqt.h"

struct FocusPoint {
  double z = 0;
  int visits = 0;
};

class FocusMap {
 public:
  double zAt(int tile) const;
  void setZ(int tile, double z);
  void markVisited(int tile);
  int size() const;

 private:
  mutable QReadWriteLock m_lock;
  QHash<int, FocusPoint> m_points;
};

class ScanJob {
 public:
  void begin(int tiles);
  void tileDone(int bytes);
  void tileFailed();
  void cancel();
  void adaptExposure(int mean);
  bool claimStitcher();
  int remaining() const;

 private:
  mutable QMutex m_mutex;
  int m_remaining = 0;
  int m_failed = 0;
  long m_bytes = 0;
  QAtomicInt m_exposure{120};
  QAtomicInt m_stitching;
};
