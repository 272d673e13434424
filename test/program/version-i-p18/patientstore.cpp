// STD: c++20
// OPTIONS: -I/usr/include/x86_64-linux-gnu/qt5/QtCore -I/usr/include/x86_64-linux-gnu/qt5/QtSql -I/usr/include/x86_64-linux-gnu/qt5 -fPIC
#include "patientstore.h"

#include <QtCore/QVariant>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>

std::optional<Prescription> PatientStore::prescription(qint64 id)
{
    QSqlQuery q(db_);
    q.prepare("SELECT id, drug, refills, row_version FROM prescription WHERE id = :id");
    q.bindValue(":id", id);
    if (!q.exec() || !q.next())
        return std::nullopt;
    Prescription p;
    p.id = q.value(0).toLongLong();
    p.drug = q.value(1).toString();
    p.refills = q.value(2).toInt();
    p.rowVersion = q.value(3).toInt();
    return p;
}

bool PatientStore::savePrescription(const Prescription &p)
{
    QSqlQuery q(db_);
    q.prepare("UPDATE prescription SET drug = :drug, refills = :refills, row_version = row_version + 1 "
              "WHERE id = :id AND row_version = :ver");
    q.bindValue(":drug", p.drug);
    q.bindValue(":refills", p.refills);
    q.bindValue(":id", p.id);
    q.bindValue(":ver", p.rowVersion);
    return q.exec(); // EXPECT: ignored-conflict
}

bool PatientStore::renamePatient(qint64 id, const QString &name, int seenVersion)
{
    QSqlQuery q(db_);
    q.prepare("UPDATE patient SET name = ?, row_version = row_version + 1 WHERE id = ? AND row_version = ?");
    q.addBindValue(name);
    q.addBindValue(id);
    q.addBindValue(seenVersion);
    return q.exec() && q.numRowsAffected() == 1;
}

bool PatientStore::setRefills(qint64 id, int refills)
{
    QSqlQuery q(db_);
    q.prepare("UPDATE prescription SET refills = :n WHERE id = :id");
    q.bindValue(":n", refills);
    q.bindValue(":id", id);
    return q.exec();
}

bool PatientStore::reserveBed(const QString &ward, int bed, qint64 patient)
{
    QSqlQuery q(db_);
    q.prepare("SELECT 1 FROM bed_booking WHERE ward = ? AND bed = ?");
    q.addBindValue(ward);
    q.addBindValue(bed);
    if (!q.exec() || q.next())
        return false;

    QSqlQuery ins(db_);
    ins.prepare("INSERT INTO bed_booking (ward, bed, patient) VALUES (?, ?, ?)");
    ins.addBindValue(ward);
    ins.addBindValue(bed);
    ins.addBindValue(patient);
    if (!ins.exec()) { // EXPECT: sql-lost-update
        qWarning("booking failed: %s", qPrintable(ins.lastError().text()));
        return false;
    }
    return true;
}
