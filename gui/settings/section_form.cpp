// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/section_form.h"

#include "common/card.h"
#include "common/scroll_fit.h"
#include "common/tab_order.h"
#include "settings/setting_field.h"
#include "settings/setting_text.h"

#include <QEvent>

namespace cosftp {

SectionForm::SectionForm(const QString &section, QWidget *parent)
    : QScrollArea(parent), m_section(section), m_card(new Card(settingText::sectionTitle(section)))
{
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("scrolled"));
    m_layout = new QVBoxLayout(inside);
    m_layout->setContentsMargins(0, 0, 8, 0);
    m_layout->addWidget(m_card);
    m_layout->addStretch(1);
    m_card->content()->setSpacing(16);
    for (const SettingRow<Settings> &row : settingRows()) {
        if (settingText::nativeSection(row.info) != section)
            continue;
        auto *field = new SettingField(row.info, [&row](const QString &text) {
            Settings ignored;
            return row.read(text, ignored);
        });
        connect(field, &SettingField::edited, this, &SectionForm::edited);
        m_card->content()->addWidget(field);
        m_entries += {&row, field};
    }
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setWidget(inside);
    measureWhenShown(*this);
}

void SectionForm::load(const Settings &settings)
{
    for (const Entry &entry : m_entries)
        entry.field->setText(entry.row->write(settings));
}

void SectionForm::store(Settings &settings) const
{
    for (const Entry &entry : m_entries)
        if (entry.field->text() != entry.row->write(settings))
            (void)entry.row->read(entry.field->text(), settings);  // told at the field
}

SettingField *SectionForm::firstBad() const
{
    for (const Entry &entry : m_entries)
        if (!entry.field->problem().isEmpty())
            return entry.field;
    return nullptr;
}

SettingField *SectionForm::field(const QString &key) const
{
    for (const Entry &entry : m_entries)
        for (const SettingPlace &place : entry.row->info.places)
            if (place.key == key)
                return entry.field;
    return nullptr;
}

void SectionForm::showProblems(const QList<SettingsProblem> &problems)
{
    for (const Entry &entry : m_entries) {
        QString text;
        for (const SettingsProblem &problem : problems)
            if (entry.row->info.places.contains({problem.section, problem.key}))
                text = problem.text;
        entry.field->setProblem(text);
    }
}

void SectionForm::restoreDefaults()
{
    const Settings defaults;
    load(defaults);
    Q_EMIT edited();
}

void SectionForm::setNotes(QWidget *notes)
{
    m_layout->insertWidget(0, notes);
    orderTabs(*widget());
}

void SectionForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_card->setTitle(settingText::sectionTitle(m_section));
    QScrollArea::changeEvent(event);
}

}  // namespace cosftp
