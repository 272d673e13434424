// STD: c++20
// OPTIONS: -I/usr/include/x86_64-linux-gnu/qt5/QtCore -I/usr/include/x86_64-linux-gnu/qt5/QtSql -I/usr/include/x86_64-linux-gnu/qt5 -fPIC
// Runs on each pharmacy counter; all counters talk to the same hospital database.
#include "patientstore.h"

#include <algorithm>

class Dispenser {
public:
    explicit Dispenser(PatientStore &store) : store_(store) {}

    bool dispense(qint64 rx)
    {
        auto p = store_.prescription(rx);
        if (!p || p->refills <= 0)
            return false;
        return store_.setRefills(rx, p->refills - 1); // EXPECT: sql-lost-update
    }

    bool substitute(qint64 rx, const QString &generic)
    {
        auto p = store_.prescription(rx);
        if (!p)
            return false;
        p->drug = generic;
        return store_.savePrescription(*p);
    }

    // The doctor's decision replaces whatever count is on file.
    bool prescribe(qint64 rx, int refills) { return store_.setRefills(rx, std::clamp(refills, 0, 12)); }

private:
    PatientStore &store_;
};

bool counterDispense(PatientStore &s, qint64 rx) { return Dispenser(s).dispense(rx); }
bool counterSubstitute(PatientStore &s, qint64 rx, const QString &g) { return Dispenser(s).substitute(rx, g); }
bool counterPrescribe(PatientStore &s, qint64 rx, int n) { return Dispenser(s).prescribe(rx, n); }
