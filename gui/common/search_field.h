// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace cosftp {

/// A field to search in what is shown. Esc empties it; typing is collected for a moment.
class SearchField final : public QLineEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchField)

public:
    explicit SearchField(QWidget *parent = nullptr);
    ~SearchField() override = default;

    /// Puts the cursor into the field with all its text selected (Ctrl+F).
    void begin();

Q_SIGNALS:
    void searched(const QString &text);  ///< Some 150 ms after the last key; at once when emptied.

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void onEdited();
    void tell();
    void retranslate();

    QTimer *m_pause;
    QString m_told;
    QString m_ownText;  // what retranslate() put in; pages may have put in something better
};

}  // namespace cosftp
