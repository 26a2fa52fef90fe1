// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace cosftp {

/// Rights in one line: the usual sets by name, and a box for each right when none of them fits.
class RightsField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RightsField)

public:
    enum class Nothing {
        Refused,  ///< A mount without any right would be no mount.
        Offered   ///< A folder can be closed.
    };

    RightsField(const Rights &rights, Nothing nothing, QWidget *parent = nullptr);
    ~RightsField() override = default;

    [[nodiscard]] Rights rights() const { return m_rights; }
    /// For a label's buddy and the cursor.
    [[nodiscard]] QWidget *control() const;

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void onChosen(int index);
    void onTicked();
    void showBoxes();
    void retranslate();

    Rights m_rights;
    bool m_isCustom = false;
    QComboBox *m_sets;
    QWidget *m_boxes;
    QList<QCheckBox *> m_each;  ///< In the order of the members of Rights.
};

/// What a set of rights is called, in the present language: "Read", or the single rights.
QString rightsName(const Rights &rights);
/// "✓ may list", "✗ may not download" and so on: one for each right, in the present language.
QStringList rightsSentences(const Rights &rights);

}  // namespace cosftp
