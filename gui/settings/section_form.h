// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"
#include "settings/settings_file.h"

#include <QScrollArea>

class QVBoxLayout;

namespace cosftp {

class Card;
class SettingField;

/// All settings of one section of the table, one below the other.
class SectionForm final : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SectionForm)

public:
    explicit SectionForm(const QString &section, QWidget *parent = nullptr);
    ~SectionForm() override = default;

    [[nodiscard]] QString section() const { return m_section; }
    void load(const Settings &settings);
    /// Puts what is valid into the settings.
    void store(Settings &settings) const;
    /// The first field that cannot be taken; nullptr if there is none.
    [[nodiscard]] SettingField *firstBad() const;
    [[nodiscard]] SettingField *field(const QString &key) const;
    /// What the whole of the settings says about the fields.
    void showProblems(const QList<SettingsProblem> &problems);
    void restoreDefaults();
    /// Something to see beside the fields, above them.
    void setNotes(QWidget *notes);

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Entry
    {
        const SettingRow<Settings> *row;
        SettingField *field;
    };

    QString m_section;
    QList<Entry> m_entries;
    Card *m_card;
    QVBoxLayout *m_layout;
};

}  // namespace cosftp
