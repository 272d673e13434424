// STD: c++20
// Till backend: articles, gift cards and shift numbers on the branch server.
#include "qtsql_min.h"

class TillBackend {
public:
    explicit TillBackend(const QSqlDatabase& db) : db_(db) {}

    enum Outcome { Done, Conflict, Failed };

    // Gift cards are debited against the row version that was read.
    Outcome debitGiftCard(const QString& card, long long cents) {
        for (int attempt = 0; attempt < 3; ++attempt) {
            QSqlQuery read(db_);
            read.prepare("SELECT balance, version FROM giftcards WHERE code = :code");
            read.bindValue(":code", card);
            if (!read.exec() || !read.next()) return Failed;
            const long long balance = read.value(0).toLongLong();
            const int version = read.value(1).toInt();
            if (balance < cents) return Failed;

            QSqlQuery write(db_);
            write.prepare("UPDATE giftcards SET balance = :b, version = version + 1 "
                          "WHERE code = :code AND version = :v");
            write.bindValue(":b", balance - cents);
            write.bindValue(":code", card);
            write.bindValue(":v", version);
            if (!write.exec()) return Failed;
            if (write.numRowsAffected() == 1) return Done;
        }
        return Conflict;
    }

    // Shows what is left and takes the article out of stock.
    Outcome sellArticle(int article, int count, int* leftBefore) {
        QSqlQuery read(db_);
        read.prepare("SELECT stock FROM articles WHERE id = ?");
        read.addBindValue(article);
        if (!read.exec() || !read.next()) return Failed;
        *leftBefore = read.value(0).toInt();

        QSqlQuery write(db_);
        write.prepare("UPDATE articles SET stock = stock - ? WHERE id = ? AND stock >= ?");
        write.addBindValue(count);
        write.addBindValue(article);
        write.addBindValue(count);
        if (!write.exec()) return Failed;
        return write.numRowsAffected() > 0 ? Done : Conflict;
    }

    Outcome openShift(int till, int day) {
        QSqlQuery look(db_);
        look.prepare("SELECT id FROM shifts WHERE till = ? AND day = ?");
        look.addBindValue(till);
        look.addBindValue(day);
        if (!look.exec()) return Failed;
        if (look.next()) return Done;

        QSqlQuery add(db_);
        add.prepare("INSERT INTO shifts (till, day) VALUES (?, ?)");
        add.addBindValue(till);
        add.addBindValue(day);
        if (add.exec()) return Done;
        // unique (till, day): another clerk opened it first
        if (add.lastError().nativeErrorCode() == "23505") return Done;
        return Failed;
    }

    Outcome rename(int article, const QString& name) {
        QSqlQuery write(db_);
        write.prepare("UPDATE articles SET name = ? WHERE id = ?");
        write.addBindValue(name);
        write.addBindValue(article);
        return write.exec() ? Done : Failed;
    }

    Outcome bookReturn(int article, int count) {
        if (!db_.transaction()) return Failed;
        QSqlQuery read(db_);
        read.prepare("SELECT returned FROM articles WHERE id = ? FOR UPDATE");
        read.addBindValue(article);
        if (!read.exec() || !read.next()) {
            db_.rollback();
            return Failed;
        }
        const int returned = read.value(0).toInt() + count;
        QSqlQuery write(db_);
        write.prepare("UPDATE articles SET returned = ? WHERE id = ?");
        write.addBindValue(returned);
        write.addBindValue(article);
        if (!write.exec()) {
            db_.rollback();
            return Failed;
        }
        return db_.commit() ? Done : Failed;
    }

private:
    QSqlDatabase db_;
};
