// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace cosftp {

/// A text to take away: read-only, with a button that copies it and says so.
class CopyField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CopyField)

public:
    /// `name` says what the text is ("Address of the server"), for screen readers.
    explicit CopyField(const QString &name = {}, QWidget *parent = nullptr);
    ~CopyField() override = default;

    void setName(const QString &name);
    void setText(const QString &text);
    /// Shows a text that no field is wide enough for in lines of so many characters.
    void setLineLength(int characters);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QToolButton *button() const { return m_button; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void copy();
    void showLines();
    void showIdle();
    void retranslate();

    QLineEdit *m_field;
    QLabel *m_lines = nullptr;
    int m_lineLength = 0;
    QToolButton *m_button;
    QTimer *m_idleAgain;
    QString m_name;
};

}  // namespace cosftp
