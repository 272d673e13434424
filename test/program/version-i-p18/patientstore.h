#pragma once
#include <QtCore/QDateTime>
#include <QtCore/QString>
#include <QtSql/QSqlDatabase>

#include <optional>

struct Prescription {
    qint64 id = 0;
    QString drug;
    int refills = 0;
    int rowVersion = 0;
};

class PatientStore {
public:
    explicit PatientStore(QSqlDatabase db) : db_(std::move(db)) {}

    std::optional<Prescription> prescription(qint64 id);
    bool savePrescription(const Prescription &p);
    bool renamePatient(qint64 id, const QString &name, int seenVersion);
    bool setRefills(qint64 id, int refills);
    bool reserveBed(const QString &ward, int bed, qint64 patient);

private:
    QSqlDatabase db_;
};
