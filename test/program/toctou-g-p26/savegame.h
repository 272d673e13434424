#pragma once
#include "qtcore.h"

struct GameState {
    int level = 1;
    int score = 0;
    QByteArray blob;
};

class SaveManager {
public:
    explicit SaveManager(const QString& dir) : dir_(dir) {}

    bool prepare();
    bool prepareProfile(const QString& player);
    bool saveScreenshot(const QByteArray& png);
    bool saveReplay(const QString& name, const QByteArray& data);
    bool saveSlot(int slot, const GameState& st);

private:
    QString slotName(int slot) const;
    QString dir_;
};
