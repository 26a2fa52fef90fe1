// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace cosftp {

class LinesEdit;

/// One row of the settings table as a form shows it: label, control, help, and what is wrong with
/// the value as one types. The kind of the row decides which control it is.
class SettingField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingField)

public:
    /// Empty, or what is wrong with a text.
    using Check = std::function<QString(const QString &)>;

    SettingField(const SettingInfo &info, Check check, QWidget *parent = nullptr);
    ~SettingField() override = default;

    [[nodiscard]] const SettingInfo &info() const { return m_info; }
    [[nodiscard]] QString text() const;
    void setText(const QString &text);  ///< Without edited().
    /// What the row itself has to say, or else the problem that was set.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool isValid() const { return m_ownProblem.isEmpty(); }
    /// What the whole of the settings says about this value; empty takes it away.
    void setProblem(const QString &problem);
    /// A secret is never shown: the field is empty, and an empty one keeps what is stored.
    void setStored(bool isStored);
    /// Its text is shown although the table calls it a secret.
    void setReadable();
    /// Other regions, buckets, ...: the text may be chosen too.
    void setSuggestions(const QStringList &suggestions);
    void addBeside(QWidget *widget);
    void setFocusHere();
    [[nodiscard]] QWidget *control() const;

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeControl();
    void makeEdit();
    [[nodiscard]] bool isWide() const;
    void onEdited();
    void check();
    void showProblem();
    void retranslate();
    [[nodiscard]] QString unit() const;

    SettingInfo m_info;
    Check m_check;
    QString m_ownProblem;
    QString m_setProblem;
    bool m_isStored = false;
    QLabel *m_label;
    QLabel *m_help;
    QLabel *m_problem;
    QLabel *m_unit;
    QLabel *m_restart;
    QHBoxLayout *m_line;
    QLineEdit *m_edit = nullptr;
    LinesEdit *m_lines = nullptr;
    QComboBox *m_combo = nullptr;
    QCheckBox *m_box = nullptr;
};

}  // namespace cosftp
