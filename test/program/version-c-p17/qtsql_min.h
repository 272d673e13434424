// Subset of Qt 5 Core/Sql used by the till software.
#pragma once

class QString {
public:
    QString(const char* s = "");
    QString(const QString&);
    ~QString();
    QString& operator=(const QString&);
    template <typename T> QString arg(const T& v) const;
    bool isEmpty() const;
    bool operator==(const QString& o) const;
};

class QVariant {
public:
    QVariant();
    QVariant(int v);
    QVariant(long long v);
    QVariant(const QString& s);
    QVariant(const QVariant&);
    ~QVariant();
    int toInt(bool* ok = nullptr) const;
    long long toLongLong(bool* ok = nullptr) const;
    QString toString() const;
};

class QSqlError {
public:
    QString nativeErrorCode() const;
    QString text() const;
};

class QSqlDatabase {
public:
    static QSqlDatabase database(const QString& name = "qt_sql_default_connection");
    bool transaction();
    bool commit();
    bool rollback();
};

class QSqlQuery {
public:
    explicit QSqlQuery(const QSqlDatabase& db);
    ~QSqlQuery();
    bool prepare(const QString& sql);
    bool exec();
    bool exec(const QString& sql);
    void bindValue(const QString& name, const QVariant& v);
    void addBindValue(const QVariant& v);
    bool next();
    QVariant value(int column) const;
    int numRowsAffected() const;
    QSqlError lastError() const;
};
