// RUN: %tocsin %s
// Qt: numbers become QVariants on the way, and the text is a literal in UTF-16
// that a lambda keeps.
class QString {
public:
  QString(const char *Text = "");
  QString(const QString &);
  QString(struct Holder);
  ~QString();
};
struct Header {
  int Refs, Size;
};
template <int N> struct Static {
  Header H;
  char16_t Data[N + 1];
  Header *header() const { return const_cast<Header *>(&H); }
};
struct Holder {
  Header *P;
};
#define QStringLiteral(Text)                                                   \
  ([]() noexcept -> QString {                                                  \
    enum { Size = sizeof(u"" Text) / 2 - 1 };                                  \
    static const Static<Size> Kept = {{-1, Size}, u"" Text};                   \
    Holder H = {Kept.header()};                                                \
    return QString(H);                                                         \
  }())

class QVariant {
public:
  QVariant(int);
  QVariant(double);
  QVariant(const QString &);
  QVariant(const QVariant &);
  ~QVariant();
  double toDouble(bool *Ok = nullptr) const;
};
class QSqlDatabase {
public:
  static QSqlDatabase database(const QString &Name = QString());
};
class QSqlQuery {
public:
  explicit QSqlQuery(QSqlDatabase Db);
  ~QSqlQuery();
  bool prepare(const QString &Text);
  bool exec();
  void bindValue(const QString &Name, const QVariant &Value);
  void addBindValue(const QVariant &Value);
  bool next();
  QVariant value(int Column) const;
  int numRowsAffected() const;
};

bool balance(int Id, double &Out) {
  QSqlQuery Q(QSqlDatabase::database());
  Q.prepare(QStringLiteral("SELECT balance FROM cards WHERE id = ?"));
  Q.addBindValue(Id);
  if (!Q.exec() || !Q.next())
    return false;
  Out = Q.value(0).toDouble();
  return true;
}

bool guilty(int Id, double Fee) {
  double Now;
  if (!balance(Id, Now))
    return false;
  QSqlQuery Q(QSqlDatabase::database());
  Q.prepare(QStringLiteral("UPDATE cards SET balance = ? WHERE id = ?"));
  Q.addBindValue(Now - Fee);
  Q.addBindValue(Id);
  return Q.exec(); // EXPECT: sql-lost-update
}

bool corrected(int Id, double Fee) {
  double Now;
  if (!balance(Id, Now))
    return false;
  QSqlQuery Q(QSqlDatabase::database());
  Q.prepare(QStringLiteral("UPDATE cards SET balance = :new "
                           "WHERE id = :id AND balance = :old"));
  Q.bindValue(":new", Now - Fee);
  Q.bindValue(":id", Id);
  Q.bindValue(":old", Now);
  return Q.exec() && Q.numRowsAffected() == 1;
}

bool another(int Id, int Other, double Fee) {
  double Now;
  if (!balance(Id, Now))
    return false;
  QSqlQuery Q(QSqlDatabase::database());
  Q.prepare(QStringLiteral("UPDATE cards SET balance = ? WHERE id = ?"));
  Q.addBindValue(Fee);
  Q.addBindValue(Other);
  return Q.exec();
}
