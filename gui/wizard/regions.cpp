// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/regions.h"

#include <QCoreApplication>
#include <QSignalBlocker>

#include <array>

namespace cosftp::regions {

namespace {

struct Region
{
    const char *id;
    const char *name;
};

constexpr std::array all{
    Region{"ap-guangzhou", QT_TRANSLATE_NOOP("Regions", "Guangzhou")},
    Region{"ap-shanghai", QT_TRANSLATE_NOOP("Regions", "Shanghai")},
    Region{"ap-nanjing", QT_TRANSLATE_NOOP("Regions", "Nanjing")},
    Region{"ap-beijing", QT_TRANSLATE_NOOP("Regions", "Beijing")},
    Region{"ap-beijing-1", QT_TRANSLATE_NOOP("Regions", "Beijing, zone 1")},
    Region{"ap-chengdu", QT_TRANSLATE_NOOP("Regions", "Chengdu")},
    Region{"ap-chongqing", QT_TRANSLATE_NOOP("Regions", "Chongqing")},
    Region{"ap-hongkong", QT_TRANSLATE_NOOP("Regions", "Hong Kong")},
    Region{"ap-singapore", QT_TRANSLATE_NOOP("Regions", "Singapore")},
    Region{"ap-jakarta", QT_TRANSLATE_NOOP("Regions", "Jakarta")},
    Region{"ap-mumbai", QT_TRANSLATE_NOOP("Regions", "Mumbai")},
    Region{"ap-bangkok", QT_TRANSLATE_NOOP("Regions", "Bangkok")},
    Region{"ap-seoul", QT_TRANSLATE_NOOP("Regions", "Seoul")},
    Region{"ap-tokyo", QT_TRANSLATE_NOOP("Regions", "Tokyo")},
    Region{"na-siliconvalley", QT_TRANSLATE_NOOP("Regions", "Silicon Valley")},
    Region{"na-ashburn", QT_TRANSLATE_NOOP("Regions", "Virginia")},
    Region{"na-toronto", QT_TRANSLATE_NOOP("Regions", "Toronto")},
    Region{"sa-saopaulo", QT_TRANSLATE_NOOP("Regions", "S\303\243o Paulo")},
    Region{"eu-frankfurt", QT_TRANSLATE_NOOP("Regions", "Frankfurt")},
};

}  // namespace

void fill(QComboBox &box)
{
    const QSignalBlocker quiet(box);
    const QString id = chosen(box);
    box.clear();
    for (const Region &region : all) {
        const QString name = QCoreApplication::translate("Regions", region.name);
        box.addItem(QString::fromLatin1(region.id) + QStringLiteral(" - ") + name,
                    QString::fromLatin1(region.id));
    }
    choose(box, id);
}

QString chosen(const QComboBox &box)
{
    return box.currentText().trimmed().section(QLatin1Char(' '), 0, 0);
}

void choose(QComboBox &box, const QString &id)
{
    const int index = box.findData(id);
    box.setCurrentIndex(index);
    if (index < 0)
        box.setEditText(id);
}

}  // namespace cosftp::regions
