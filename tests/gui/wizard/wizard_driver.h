// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/fake_link.h"
#include "secrets/secret_store.h"
#include "wizard/first_run_wizard.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace cosftp::test {

/// A wizard over a scripted server and a desktop without keychain, driven by clicks and keys.
class WizardDriver
{
public:
    explicit WizardDriver(StartTrial startTrial = {})
        : secrets(folder.path()), wizard(link, secrets, std::move(startTrial))
    {
        wizard.show();
        if (!QTest::qWaitForWindowActive(&wizard))
            qWarning("the wizard does not become active: keys go nowhere");
    }

    template <typename T>
    T *find(const char *name)
    {
        for (T *each : wizard.findChildren<T *>(QString::fromLatin1(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }

    void click(const char *name)
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button != nullptr, name);
        QVERIFY2(button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void next() { click("next"); }

    void type(const char *name, const QString &text)
    {
        auto *edit = find<QLineEdit>(name);
        QVERIFY2(edit != nullptr, name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    [[nodiscard]] QString title() { return find<QLabel>("title")->text(); }
    [[nodiscard]] bool isNextPossible() { return find<QAbstractButton>("next")->isEnabled(); }

    /// All texts that can be read in the window now.
    [[nodiscard]] QString texts()
    {
        QStringList texts;
        for (const QLabel *label : wizard.findChildren<QLabel *>())
            if (label->isVisible())
                texts += label->text();
        return texts.join(QLatin1Char('\n'));
    }

    void fillBucket()
    {
        type("bucket", QStringLiteral("photos-1250000000"));
        find<QComboBox>("region")->setFocus();
        QTest::keyClicks(find<QComboBox>("region")->lineEdit(), QStringLiteral("ap-guangzhou"));
        type("secretId", QStringLiteral("AKIDx"));
        type("secretKey", QStringLiteral("planted-secret"));
        QTRY_VERIFY(find<QCheckBox>("mayUseFile") != nullptr);
        if (!find<QCheckBox>("mayUseFile")->isChecked())
            QTest::keyClick(find<QCheckBox>("mayUseFile"), Qt::Key_Space);
    }

    /// From the first page to the one of the bucket's test, with everything right.
    void goToTest()
    {
        click("ownBucket");
        next();
        fillBucket();
        next();
    }

    /// To the summary; the bucket's test passes.
    void goToSummary()
    {
        goToTest();
        QTRY_VERIFY(isNextPossible());
        next();
        next();
        next();
    }

    [[nodiscard]] bool hasChangedNothing()
    {
        return link.calls().changes.isEmpty() && link.calls().replacements.isEmpty()
               && link.calls().starts == 0
               && !QFile::exists(folder.filePath(QStringLiteral("secrets")));
    }

    QTemporaryDir folder;
    FakeLink link;
    SecretStore secrets;
    FirstRunWizard wizard;
};

/// The keychain of whoever runs the tests is not theirs.
inline void withoutKeychain()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    qunsetenv("DISPLAY");
}

inline ProbeStep failedStep(ProbeStep::Kind kind, const QString &field, const QString &advice)
{
    ProbeStep step;
    step.kind = kind;
    step.verdict = ProbeStep::Verdict::Failed;
    step.field = field;
    step.advice = advice;
    step.problem = QStringLiteral("SignatureDoesNotMatch (request 42)");
    return step;
}

}  // namespace cosftp::test
