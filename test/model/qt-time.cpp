// PACKAGE: qtbase5-dev
// FLAGS: Qt5Core
#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QMap>
#include <QObject>
#include <QQueue>
#include <QSet>
#include <QVector>

void clocks(QDateTime A, QDateTime B, QElapsedTimer E) {
  QDateTime::currentDateTime(); // MODEL: clock.read
  QDateTime::currentDateTimeUtc(); // MODEL: clock.read
  QDateTime::currentMSecsSinceEpoch(); // MODEL: clock.read
  QDateTime::currentSecsSinceEpoch(); // MODEL: clock.read
  QTime::currentTime(); // MODEL: clock.read
  QDate::currentDate(); // MODEL: clock.read
  A.secsTo(B); // MODEL: pure
  A.msecsTo(B); // MODEL: pure
  A.daysTo(B); // MODEL: pure
  E.secsTo(E); // MODEL: pure
  E.msecsTo(E); // MODEL: pure
  A.addSecs(1); // MODEL: pure
  A.addMSecs(1); // MODEL: pure
  A.addDays(1); // MODEL: pure
  A.addMonths(1); // MODEL: pure
  A.addYears(1); // MODEL: pure
  (void)(A < B); // MODEL: pure
  (void)(A <= B); // MODEL: pure
  (void)(A > B); // MODEL: pure
  (void)(A >= B); // MODEL: pure
  (void)(A == B); // MODEL: pure
  (void)(A != B); // MODEL: pure
  A.toMSecsSinceEpoch(); // MODEL: path.same
  A.toSecsSinceEpoch(); // MODEL: path.same
  A.toTime_t(); // MODEL: path.same
  A.toUTC(); // MODEL: path.same
  A.toLocalTime(); // MODEL: path.same
}

void ends(QHash<int, int> &H, QMap<int, int> &M, QSet<int> &S, QVector<int> &V,
          QList<int> &L, QQueue<int> &Q, QObject &O) {
  H.remove(1); // MODEL: destroy
  M.remove(1); // MODEL: destroy
  S.remove(1); // MODEL: destroy
  H.erase(H.begin()); // MODEL: destroy
  M.erase(M.begin()); // MODEL: destroy
  S.erase(S.begin()); // MODEL: destroy
  V.erase(V.begin()); // MODEL: destroy
  L.erase(L.begin()); // MODEL: destroy
  L.removeOne(1); // MODEL: destroy
  V.removeOne(1); // MODEL: destroy
  L.removeAll(1); // MODEL: destroy
  V.removeAll(1); // MODEL: destroy
  V.removeAt(1); // MODEL: destroy
  L.removeAt(1); // MODEL: destroy
  H.take(1); // MODEL: destroy
  M.take(1); // MODEL: destroy
  O.deleteLater(); // MODEL: destroy
  QMutableHashIterator<int, int> HI(H);
  HI.remove(); // MODEL: destroy
  QMutableMapIterator<int, int> MI(M);
  MI.remove(); // MODEL: destroy
  QMutableListIterator<int> LI(L);
  LI.remove(); // MODEL: destroy
  QMutableVectorIterator<int> VI(V);
  VI.remove(); // MODEL: destroy
  L.append(1); // MODEL: enqueue
  L.push_back(1); // MODEL: enqueue
  V.append(1); // MODEL: enqueue
  V.push_back(1); // MODEL: enqueue
  Q.enqueue(1); // MODEL: enqueue
}
