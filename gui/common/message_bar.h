// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace cosftp {

class IconLabel;

/// A line at the top of a page that says something without standing in the way: with a button that
/// does what is needed, and one that closes it.
class MessageBar final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageBar)

public:
    enum class Kind { Info, Good, Warning, Error };

    /// Hidden until say() is called.
    explicit MessageBar(QWidget *parent = nullptr);
    ~MessageBar() override = default;

    /// `action` empty: no button beside the text.
    void say(Kind kind, const QString &text, const QString &action = {});
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QPushButton *button() const { return m_button; }
    [[nodiscard]] QToolButton *closeButton() const { return m_close; }

Q_SIGNALS:
    void actionWanted();
    void closed();  ///< By the user.

protected:
    void changeEvent(QEvent *event) override;

private:
    void closeByUser();
    void retranslate();

    Kind m_kind = Kind::Info;
    IconLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
    QToolButton *m_close;
};

}  // namespace cosftp
