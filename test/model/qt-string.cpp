// PACKAGE: qtbase5-dev
// FLAGS: Qt5Core
#include <QByteArray>
#include <QDebug>
#include <QStandardPaths>
#include <QString>
#include <QTextStream>
#include <string>

void same(const char *C, QByteArray B, QString S, std::string T, const wchar_t *W,
          const ushort *U) {
  QString A(C); // MODEL: path.same
  QString D(B); // MODEL: path.same
  QString E(S); // MODEL: path.same
  QString F(QLatin1String("x")); // MODEL: path.same
  QByteArray G(C); // MODEL: path.same
  QByteArray H(B); // MODEL: path.same
  QLatin1String I(C); // MODEL: path.same
  A = S; // MODEL: path.same
  B = C; // MODEL: path.same
  QString::fromUtf8(C); // MODEL: path.same
  QString::fromUtf8(B); // MODEL: path.same
  QString::fromLocal8Bit(C); // MODEL: path.same
  QString::fromLatin1(C); // MODEL: path.same
  QString::fromStdString(T); // MODEL: path.same
  QString::fromStdWString(W); // MODEL: path.same
  QString::fromWCharArray(W); // MODEL: path.same
  QString::fromUtf16(U); // MODEL: path.same
  QByteArray::fromStdString(T); // MODEL: path.same
  S.toUtf8(); // MODEL: path.same
  S.toLocal8Bit(); // MODEL: path.same
  S.toLatin1(); // MODEL: path.same
  S.toStdString(); // MODEL: path.same
  S.toStdWString(); // MODEL: path.same
  S.constData(); // MODEL: path.same
  S.data(); // MODEL: path.same
  S.unicode(); // MODEL: path.same
  S.utf16(); // MODEL: path.same
  B.constData(); // MODEL: path.same
  B.data(); // MODEL: path.same
  B.toStdString(); // MODEL: path.same
  C = B; // MODEL: path.same
  I.data(); // MODEL: path.same
  C = qPrintable(S); // MODEL: path.same
}

void other(const char *C, QByteArray B, QString S, QString T) {
  QString A; // MODEL: fill
  QByteArray D; // MODEL: fill
  QString E(3, 'x'); // MODEL: fill
  A.clear(); // MODEL: fill
  B.clear(); // MODEL: fill
  A.setNum(3); // MODEL: fill
  A.fill('x'); // MODEL: fill
  A.append(S); // MODEL: append
  A += S; // MODEL: append
  A += "x"; // MODEL: append
  A.push_back('x'); // MODEL: append
  A.prepend(S); // MODEL: append
  A.insert(0, S); // MODEL: append
  A.remove(S); // MODEL: append
  A.replace(S, T); // MODEL: append
  A.chop(1); // MODEL: append
  A.truncate(1); // MODEL: append
  A.resize(1); // MODEL: append
  B.append(C); // MODEL: append
  B += C; // MODEL: append
  B.push_back('x'); // MODEL: append
  B.prepend('x'); // MODEL: append
  B.replace('x', 'y'); // MODEL: append
  B.chop(1); // MODEL: append
  B.truncate(1); // MODEL: append
  S + T; // MODEL: path.build
  S + "/x"; // MODEL: path.build
  S + QLatin1Char('/') + T; // MODEL: path.build
  "x/" + S; // MODEL: path.build
  QChar('/') + S; // MODEL: path.build
  B + "x"; // MODEL: path.build
  S.arg(T); // MODEL: path.build
  S.arg(3); // MODEL: path.build
  S.left(1); // MODEL: path.build
  S.mid(1); // MODEL: path.build
  S.right(1); // MODEL: path.build
  S.chopped(1); // MODEL: path.build
  S.section('/', 1); // MODEL: path.build
  S.trimmed(); // MODEL: path.build
  S.simplified(); // MODEL: path.build
  S.toLower(); // MODEL: path.build
  S.toUpper(); // MODEL: path.build
  S.normalized(QString::NormalizationForm_C); // MODEL: path.build
  S.repeated(2); // MODEL: path.build
  B.left(1); // MODEL: path.build
  B.mid(1); // MODEL: path.build
  B.right(1); // MODEL: path.build
  B.trimmed(); // MODEL: path.build
  QString::number(3); // MODEL: path.build
  QString::asprintf("%s/x", C); // MODEL: path.build
  QByteArray::number(3); // MODEL: path.build
  QStandardPaths::writableLocation(QStandardPaths::TempLocation); // MODEL: path.build
}

void looks(QString S, const QString T, QByteArray B) {
  S.isEmpty(); // MODEL: pure
  S.isNull(); // MODEL: pure
  S.size(); // MODEL: pure
  S.length(); // MODEL: pure
  S.count(); // MODEL: pure
  S.contains('x'); // MODEL: pure
  S.indexOf('x'); // MODEL: pure
  S.lastIndexOf('x'); // MODEL: pure
  S.startsWith('x'); // MODEL: pure
  S.endsWith('x'); // MODEL: pure
  S.compare(T); // MODEL: pure
  S.at(0); // MODEL: pure
  S.toInt(); // MODEL: pure
  B.isEmpty(); // MODEL: pure
  B.isNull(); // MODEL: pure
  B.size(); // MODEL: pure
  B.length(); // MODEL: pure
  B.startsWith("x"); // MODEL: pure
  B.endsWith("x"); // MODEL: pure
  B.contains("x"); // MODEL: pure
  B.indexOf("x"); // MODEL: pure
  (void)(S == T); // MODEL: pure
  (void)(S != T); // MODEL: pure
  (void)(S < T); // MODEL: pure
  (void)(S == "x"); // MODEL: pure
  (void)(S != "x"); // MODEL: pure
}

void messages(const QString &S, const QStringList &L, QTextStream &T) {
  qDebug() << S; // MODEL: output
  qDebug() << L; // MODEL: output
  qInfo("%d", 3); // MODEL: output
  qWarning() << S; // MODEL: output
  qCritical("x"); // MODEL: output
  QMessageLogger().noDebug("x"); // MODEL: output
  QDebug D = qDebug(); // MODEL: output
  D.noquote(); // MODEL: output
  D.nospace(); // MODEL: output
  D.space(); // MODEL: output
  D.quote(); // MODEL: output
  T << S; // MODEL: output
  qFatal("x"); // MODEL: exit
}
