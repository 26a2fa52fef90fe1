// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/rights_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>

#include <array>

namespace cosftp {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RightsField)
};

struct NamedSet
{
    const char *name;
    Rights rights;
};

// What a file may only be put into: others' files are seen, neither read nor changed.
constexpr Rights dropBox{.canList = true, .canWrite = true, .canMakeFolders = true};

const std::array sets{
    NamedSet{QT_TRANSLATE_NOOP("RightsField", "Read"), Rights::of(true, false, false)},
    NamedSet{QT_TRANSLATE_NOOP("RightsField", "Read and write"), Rights::all()},
    NamedSet{QT_TRANSLATE_NOOP("RightsField", "Read and write, not delete"),
             Rights::of(true, true, false)},
    NamedSet{QT_TRANSLATE_NOOP("RightsField", "Upload only (drop box)"), dropBox},
    NamedSet{QT_TRANSLATE_NOOP("RightsField", "No access"), Rights()},
};
constexpr int customSet = -1;

struct OneRight
{
    bool Rights::*member;
    const char *key;
    const char *name;
    const char *yes;
    const char *no;
};

const std::array single{
    OneRight{&Rights::canList, "canList", QT_TRANSLATE_NOOP("RightsField", "List"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may list folders"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not list folders")},
    OneRight{&Rights::canRead, "canRead", QT_TRANSLATE_NOOP("RightsField", "Download"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may download"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not download")},
    OneRight{&Rights::canWrite, "canWrite", QT_TRANSLATE_NOOP("RightsField", "Upload new files"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may upload new files"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not upload")},
    OneRight{&Rights::canOverwrite, "canOverwrite",
             QT_TRANSLATE_NOOP("RightsField", "Overwrite files"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may overwrite files"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not overwrite files")},
    OneRight{&Rights::canAppend, "canAppend", QT_TRANSLATE_NOOP("RightsField", "Append, resume"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may append to files and resume uploads"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not append to files or resume uploads")},
    OneRight{&Rights::canRename, "canRename", QT_TRANSLATE_NOOP("RightsField", "Rename"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may rename"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not rename")},
    OneRight{&Rights::canDelete, "canDelete", QT_TRANSLATE_NOOP("RightsField", "Delete"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may delete"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not delete")},
    OneRight{&Rights::canMakeFolders, "canMakeFolders",
             QT_TRANSLATE_NOOP("RightsField", "Make folders"),
             QT_TRANSLATE_NOOP("RightsField", "✓ may make folders"),
             QT_TRANSLATE_NOOP("RightsField", "✗ may not make folders")},
};

int setOf(const Rights &rights)
{
    for (std::size_t at = 0; at < sets.size(); ++at)
        if (sets.at(at).rights == rights)
            return static_cast<int>(at);
    return customSet;
}

}  // namespace

RightsField::RightsField(const Rights &rights, Nothing nothing, QWidget *parent)
    : QWidget(parent), m_rights(rights), m_isCustom(setOf(rights) == customSet),
      m_sets(new QComboBox), m_boxes(new QWidget)
{
    m_sets->setObjectName(QStringLiteral("rightsSet"));
    m_sets->setFocusPolicy(Qt::StrongFocus);
    m_sets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (std::size_t at = 0; at < sets.size(); ++at)
        if (nothing == Nothing::Offered || sets.at(at).rights != Rights() || rights == Rights())
            m_sets->addItem(QString(), static_cast<int>(at));
    m_sets->addItem(QString(), customSet);
    auto *grid = new QGridLayout(m_boxes);
    grid->setContentsMargins(0, 2, 0, 0);
    grid->setVerticalSpacing(2);
    for (const OneRight &right : single) {
        auto *box = new QCheckBox;
        box->setObjectName(QString::fromLatin1(right.key));
        const auto at = static_cast<int>(m_each.size());
        grid->addWidget(box, at / 2, at % 2);
        connect(box, &QCheckBox::clicked, this, &RightsField::onTicked);
        m_each += box;
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_sets);
    layout->addWidget(m_boxes);
    showBoxes();
    retranslate();
    connect(m_sets, &QComboBox::activated, this, &RightsField::onChosen);
}

QWidget *RightsField::control() const { return m_sets; }

void RightsField::onChosen(int index)
{
    const int set = m_sets->itemData(index).toInt();
    m_isCustom = set == customSet;
    if (!m_isCustom)
        m_rights = sets.at(static_cast<std::size_t>(set)).rights;
    showBoxes();
    Q_EMIT edited();
}

void RightsField::onTicked()
{
    for (std::size_t at = 0; at < single.size(); ++at)
        m_rights.*single.at(at).member = m_each.at(static_cast<qsizetype>(at))->isChecked();
    Q_EMIT edited();
}

// Who chose to tick rights goes on to tick them, also when they make a set with a name.
void RightsField::showBoxes()
{
    for (std::size_t at = 0; at < single.size(); ++at)
        m_each.at(static_cast<qsizetype>(at))->setChecked(m_rights.*single.at(at).member);
    m_boxes->setVisible(m_isCustom);
    m_sets->setCurrentIndex(m_sets->findData(m_isCustom ? customSet : setOf(m_rights)));
}

void RightsField::retranslate()
{
    for (int index = 0; index < m_sets->count(); ++index) {
        const int set = m_sets->itemData(index).toInt();
        m_sets->setItemText(index, set == customSet
                                       ? tr("Custom…")
                                       : Words::tr(sets.at(static_cast<std::size_t>(set)).name));
    }
    m_sets->setAccessibleName(tr("Rights"));
    for (std::size_t at = 0; at < single.size(); ++at)
        m_each.at(static_cast<qsizetype>(at))->setText(Words::tr(single.at(at).name));
}

void RightsField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QString rightsName(const Rights &rights)
{
    if (const int set = setOf(rights); set != customSet)
        return Words::tr(sets.at(static_cast<std::size_t>(set)).name);
    QStringList names;
    for (const OneRight &right : single)
        if (rights.*right.member)
            names += Words::tr(right.name);
    return names.join(QStringLiteral(", "));
}

QStringList rightsSentences(const Rights &rights)
{
    QStringList sentences;
    for (const OneRight &right : single)
        sentences += Words::tr(rights.*right.member ? right.yes : right.no);
    return sentences;
}

}  // namespace cosftp
