package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// prepare completes the settings of cmd from the environment and checks them.
// It runs before every command, after the flags are parsed.
func (a *app) prepare(cmd *cobra.Command) error {
	if a.file == "" {
		a.file = a.getenv("CLEANNET_ENV_FILE")
	}
	if a.file != "" {
		if err := a.readEnvFile(); err != nil {
			return err
		}
	}
	if err := a.fromEnvironment(cmd.Flags()); err != nil {
		return err
	}
	if !slices.Contains([]string{"auto", "always", "never"}, a.color) {
		return fmt.Errorf("--color %s: not auto, always or never", a.color)
	}
	if err := errors.Join(cmd.ValidateRequiredFlags(), cmd.ValidateFlagGroups()); err != nil {
		return err
	}
	a.started = true
	return nil
}

// fromEnvironment sets every flag that the command line did not from its
// variable. A flag that may be repeated takes a list, parted as in PATH.
func (a *app) fromEnvironment(fs *pflag.FlagSet) error {
	var errs []error
	fs.VisitAll(func(f *pflag.Flag) {
		name := "CLEANNET_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := a.lookup(name)
		if f.Changed || value == "" || f.Name == "help" || f.Name == "version" {
			return
		}
		values := []string{value}
		if _, many := f.Value.(pflag.SliceValue); many {
			values = filepath.SplitList(value)
		}
		for _, v := range values {
			if err := fs.Set(f.Name, v); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", name, err))
			}
		}
	})
	return errors.Join(errs...)
}

func (a *app) readEnvFile() error {
	f, err := os.Open(a.file)
	if err != nil {
		return fmt.Errorf("--env-file: %w", err)
	}
	defer f.Close()
	if a.extra, err = parseEnvFile(f); err != nil {
		return fmt.Errorf("--env-file %s:%w", a.file, err)
	}
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("--env-file: %w", err)
	}
	for _, name := range []string{"DISCORD_TOKEN", "CLEANNET_STATE_KEY"} {
		if a.extra[name] != "" && info.Mode().Perm()&0o077 != 0 {
			return fmt.Errorf("--env-file %s: it holds %s and others may read it; make it readable for its owner alone (chmod 600)", a.file, name)
		}
	}
	return nil
}

// parseEnvFile reads NAME=VALUE lines. Blank lines and lines that begin with #
// are left out, "export " before a name too; one pair of single or double
// quotes around a value is dropped, and nothing within is expanded. An error
// begins with the line's number and never holds the line, which may be a secret.
func parseEnvFile(r io.Reader) (map[string]string, error) {
	vars := map[string]string{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || name == "" || strings.ContainsAny(name, " \t\"'") {
			return nil, fmt.Errorf("%d: not NAME=VALUE", n)
		}
		if q := value; len(q) >= 2 && (q[0] == '"' || q[0] == '\'') && q[len(q)-1] == q[0] {
			value = q[1 : len(q)-1]
		}
		vars[name] = value
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf(" %w", err)
	}
	return vars, nil
}
