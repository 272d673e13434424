// STD: c++20
#include "savegame.h"

#include <stdexcept>
#include <cstdio>

QString SaveManager::slotName(int slot) const
{
    return QDir(dir_).filePath(QString("slot%1.sav").arg(slot));
}

bool SaveManager::prepare()
{
    QDir d(dir_);
    if (!d.exists())
        return d.mkpath(dir_);
    return true;
}

bool SaveManager::prepareProfile(const QString& player)
{
    QDir d(dir_);
    if (!d.exists(player)) {
        if (!d.mkdir(player)) // EXPECT: file-toctou
            throw std::runtime_error("cannot create the profile directory");
    }
    return true;
}

bool SaveManager::saveScreenshot(const QByteArray& png)
{
    QString name;
    int n = 0;
    do {
        name = QDir(dir_).filePath(QString("shot%1.png").arg(++n, 4));
    } while (QFile::exists(name));

    QFile out(name);
    if (!out.open(QIODevice::WriteOnly)) // EXPECT: file-toctou
        return false;
    return out.write(png) == png.size();
}

bool SaveManager::saveReplay(const QString& name, const QByteArray& data)
{
    QFile out(dir_ + "/" + name);
    if (out.exists())
        return false;
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return false;
    return out.write(data) == data.size();
}

bool SaveManager::saveSlot(int slot, const GameState& st)
{
    const QString target = slotName(slot);
    const QString part = target + ".part";
    {
        QFile out(part);
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return false;
        if (out.write(st.blob) != st.blob.size())
            return false;
        out.close();
    }
    return std::rename(part.toUtf8().constData(), target.toUtf8().constData()) == 0;
}
