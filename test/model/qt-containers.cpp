// PACKAGE: qtbase5-dev
// FLAGS: Qt5Core
#include <QCache>
#include <QHash>
#include <QLinkedList>
#include <QList>
#include <QMap>
#include <QQueue>
#include <QSet>
#include <QStack>
#include <QVector>
// ABSENT: QMultiHash::constFind, QMultiHash::contains, QMultiHash::count
// ABSENT: QMultiHash::find, QMultiHash::remove, QMultiMap::constFind
// ABSENT: QMultiMap::contains, QMultiMap::count, QMultiMap::find
// ABSENT: QMultiMap::remove

void of(QVector<int> &X, QVector<int> &Y) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.isEmpty(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.count(); // MODEL: memory.read
  X.length(); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.indexOf(1); // MODEL: memory.read
  X.lastIndexOf(1); // MODEL: memory.read
  X.capacity(); // MODEL: memory.read
  X.startsWith(1); // MODEL: memory.read
  X.endsWith(1); // MODEL: memory.read
  X.at(0); // MODEL: memory.read
  X.value(0); // MODEL: memory.read
  X[0]; // MODEL: memory.read
  X.first(); // MODEL: memory.read
  X.last(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.constFirst(); // MODEL: memory.read
  X.constLast(); // MODEL: memory.read
  X.append(1); // MODEL: memory.write
  X.prepend(1); // MODEL: memory.write
  X.push_back(1); // MODEL: memory.write
  X.push_front(1); // MODEL: memory.write
  X.pop_back(); // MODEL: memory.write
  X.pop_front(); // MODEL: memory.write
  X.insert(0, 1); // MODEL: memory.write
  X.removeAt(0); // MODEL: memory.write
  X.removeFirst(); // MODEL: memory.write
  X.removeLast(); // MODEL: memory.write
  X.removeOne(1); // MODEL: memory.write
  X.removeAll(1); // MODEL: memory.write
  X.remove(0); // MODEL: memory.write
  X.replace(0, 1); // MODEL: memory.write
  X.fill(1); // MODEL: memory.write
  X.resize(2); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.takeFirst(); // MODEL: memory.write
  X.takeLast(); // MODEL: memory.write
  X.takeAt(0); // MODEL: memory.write
  X.move(0, 1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.swapItemsAt(0, 1); // MODEL: memory.write
  X.squeeze(); // MODEL: memory.write
  X += 1; // MODEL: memory.write
  X << 1; // MODEL: memory.write
  X = Y; // MODEL: memory.write
}

void of(QList<int> &X, QList<int> &Y) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.isEmpty(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.count(); // MODEL: memory.read
  X.length(); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.indexOf(1); // MODEL: memory.read
  X.lastIndexOf(1); // MODEL: memory.read
  X.startsWith(1); // MODEL: memory.read
  X.endsWith(1); // MODEL: memory.read
  X.at(0); // MODEL: memory.read
  X.value(0); // MODEL: memory.read
  X[0]; // MODEL: memory.read
  X.first(); // MODEL: memory.read
  X.last(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.constFirst(); // MODEL: memory.read
  X.constLast(); // MODEL: memory.read
  X.append(1); // MODEL: memory.write
  X.prepend(1); // MODEL: memory.write
  X.push_back(1); // MODEL: memory.write
  X.push_front(1); // MODEL: memory.write
  X.pop_back(); // MODEL: memory.write
  X.pop_front(); // MODEL: memory.write
  X.insert(0, 1); // MODEL: memory.write
  X.removeAt(0); // MODEL: memory.write
  X.removeFirst(); // MODEL: memory.write
  X.removeLast(); // MODEL: memory.write
  X.removeOne(1); // MODEL: memory.write
  X.removeAll(1); // MODEL: memory.write
  X.replace(0, 1); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.takeFirst(); // MODEL: memory.write
  X.takeLast(); // MODEL: memory.write
  X.takeAt(0); // MODEL: memory.write
  X.move(0, 1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.swapItemsAt(0, 1); // MODEL: memory.write
  X += 1; // MODEL: memory.write
  X << 1; // MODEL: memory.write
  X = Y; // MODEL: memory.write
}

void of(QLinkedList<int> &X, QLinkedList<int> &Y) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.isEmpty(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.count(); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.startsWith(1); // MODEL: memory.read
  X.endsWith(1); // MODEL: memory.read
  X.first(); // MODEL: memory.read
  X.last(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.append(1); // MODEL: memory.write
  X.prepend(1); // MODEL: memory.write
  X.push_back(1); // MODEL: memory.write
  X.push_front(1); // MODEL: memory.write
  X.pop_back(); // MODEL: memory.write
  X.pop_front(); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.removeFirst(); // MODEL: memory.write
  X.removeLast(); // MODEL: memory.write
  X.removeOne(1); // MODEL: memory.write
  X.removeAll(1); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.takeFirst(); // MODEL: memory.write
  X.takeLast(); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X += 1; // MODEL: memory.write
  X << 1; // MODEL: memory.write
  X = Y; // MODEL: memory.write
}

void of(QMap<int, int> &X, QMap<int, int> &Y) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.isEmpty(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.key(1); // MODEL: memory.read
  X.keys(); // MODEL: memory.read
  X.values(); // MODEL: memory.read
  X.value(0); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.constFind(1); // MODEL: memory.read
  X.lowerBound(1); // MODEL: memory.read
  X.upperBound(1); // MODEL: memory.read
  X.first(); // MODEL: memory.read
  X.last(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.insert(0, 1); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X = Y; // MODEL: memory.write
  X[1]; // MODEL: memory.write
  X.take(1); // MODEL: memory.write
  X.remove(1); // MODEL: memory.write
}

void of(QHash<int, int> &X, QHash<int, int> &Y) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.isEmpty(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.key(1); // MODEL: memory.read
  X.keys(); // MODEL: memory.read
  X.values(); // MODEL: memory.read
  X.value(0); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.constFind(1); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.insert(0, 1); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.squeeze(); // MODEL: memory.write
  X = Y; // MODEL: memory.write
  X[1]; // MODEL: memory.write
  X.take(1); // MODEL: memory.write
  X.remove(1); // MODEL: memory.write
}

void of(QMultiMap<int, int> &X, QMultiMap<int, int> &Y) {
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.constFind(1); // MODEL: memory.read
  X.insert(0, 1); // MODEL: memory.write
  X.replace(0, 1); // MODEL: memory.write
  X.remove(1); // MODEL: memory.write
}

void of(QMultiHash<int, int> &X, QMultiHash<int, int> &Y) {
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.constFind(1); // MODEL: memory.read
  X.insert(0, 1); // MODEL: memory.write
  X.replace(0, 1); // MODEL: memory.write
  X.remove(1); // MODEL: memory.write
}

void of(QSet<int> &X, QSet<int> &Y) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.isEmpty(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.count(); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.values(); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.constFind(1); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.unite(X); // MODEL: memory.write
  X.intersect(X); // MODEL: memory.write
  X.subtract(X); // MODEL: memory.write
  X << 1; // MODEL: memory.write
  X += Y; // MODEL: memory.write
  X |= Y; // MODEL: memory.write
  X -= Y; // MODEL: memory.write
  X &= Y; // MODEL: memory.write
  X = Y; // MODEL: memory.write
  X.remove(1); // MODEL: memory.write
  X.insert(1); // MODEL: memory.write
}

void of(QQueue<int> &Q, QStack<int> &S, QCache<int, int> &C) {
  Q.head(); // MODEL: memory.read
  S.top(); // MODEL: memory.read
  Q.enqueue(1); // MODEL: memory.write
  Q.dequeue(); // MODEL: memory.write
  Q.swap(Q); // MODEL: memory.write
  S.push(1); // MODEL: memory.write
  S.pop(); // MODEL: memory.write
  S.swap(S); // MODEL: memory.write
  C.contains(1); // MODEL: memory.read
  C.object(1); // MODEL: memory.read
  C.insert(1, nullptr); // MODEL: memory.write
  C.remove(1); // MODEL: memory.write
  C.take(1); // MODEL: memory.write
  C.clear(); // MODEL: memory.write
}
