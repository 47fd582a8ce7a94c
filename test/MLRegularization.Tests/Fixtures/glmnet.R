# Writes inputs/*.csv and the glmnet fixtures beside this file; README.md says what each file holds.
# Run from the repository root: Rscript test/MLRegularization.Tests/Fixtures/glmnet.R
suppressPackageStartupMessages(library(glmnet))

here <- "test/MLRegularization.Tests/Fixtures"
if (!file.exists("data/diabetes.csv")) stop("run this from the repository root")
dir.create(file.path(here, "inputs"), showWarnings = FALSE)

# ---- text ---------------------------------------------------------------------------------------

digits17 <- function(x) sprintf("%.17g", x)

write_table <- function(table, name) {
  for (column in names(table)) {
    value <- table[[column]]
    if (is.integer(value)) table[[column]] <- as.character(value)
    else if (is.numeric(value)) table[[column]] <- digits17(value)
    else if (is.logical(value)) table[[column]] <- tolower(as.character(value))
  }
  file <- file(file.path(here, name), "wb")
  write.table(table, file, sep = ",", quote = FALSE, row.names = FALSE, eol = "\n")
  close(file)
  cat(name, nrow(table), "rows\n")
}

named_list <- function(x) {
  text <- ifelse(is.infinite(x), ifelse(x > 0, "inf", "-inf"), digits17(x))
  if (length(x) == 0) "" else paste(names(x), text, sep = "=", collapse = ";")
}

# ---- inputs: multiples of powers of two, exact as text, as float and as double --------------------

set.seed(20240607, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
on_grid <- function(x, bits) round(x * 2^bits) / 2^bits

make_wide <- function(n = 50, p = 200, rho = 0.5) {
  x <- matrix(rnorm(n * p), n, p)
  for (j in 2:p) x[, j] <- rho * x[, j - 1] + sqrt(1 - rho^2) * x[, j]
  x <- on_grid(x, 8)
  colnames(x) <- paste0("x", 1:p)
  beta <- numeric(p)
  beta[seq(5, p, by = 20)] <- c(3, -2, 1.5, -1, 1, 2, -1.5, 0.75, -0.5, 2.5)
  data.frame(x, y = on_grid(7 + drop(x %*% beta) + 2 * rnorm(n), 8))
}

make_weighted <- function(n = 120) {
  x1 <- on_grid(1000 + 100 * rnorm(n), 4)
  x2 <- on_grid(0.01 * rnorm(n), 16)
  x3 <- on_grid(-50 + rnorm(n), 8)
  x4 <- as.numeric(runif(n) < 0.3)
  x5 <- round(runif(n, 0, 20))
  x6 <- round(1e6 + 1e4 * rnorm(n))
  x7 <- on_grid(0.5 * (x1 - 1000) / 100 + 0.8 * rnorm(n) - 3, 8)
  x8 <- on_grid(5 + 2 * rnorm(n), 8)
  w <- on_grid(runif(n, 0.25, 4), 4)
  o <- on_grid(2 * rnorm(n), 8)
  y <- 20 + 0.02 * (x1 - 1000) + 150 * x2 - 1.2 * (x3 + 50) + 2.5 * x4 - 0.2 * x5 +
    1e-4 * (x6 - 1e6) + 0.6 * x7 + o + 1.5 * rnorm(n)
  data.frame(w, o, x1, x2, x3, x4, x5, x6, x7, x8, y = on_grid(y, 8))
}

write_table(make_wide(), "inputs/wide.csv")
write_table(make_weighted(), "inputs/weighted.csv")

# ---- data: label last; w and o of weighted.csv are never features ---------------------------------

path_of <- c(diabetes = "data/diabetes.csv", longley = "data/longley.csv",
             wide = file.path(here, "inputs/wide.csv"), weighted = file.path(here, "inputs/weighted.csv"))
tables <- lapply(path_of, read.csv)
label_of <- function(data) tables[[data]][[ncol(tables[[data]])]]
features_of <- function(data)
  as.matrix(tables[[data]][setdiff(names(tables[[data]])[-ncol(tables[[data]])], c("w", "o"))])
column_of <- function(data, column, default)
  if (column == "") rep(default, nrow(tables[[data]])) else tables[[data]][[column]]

# ---- cases ----------------------------------------------------------------------------------------

cases <- list()
add <- function(name, data, alphas = c(1, 0.5, 0), weights = "", offset = "", factors = numeric(),
                lower = numeric(), upper = numeric(), standardize = TRUE, intercept = TRUE,
                scale_y = NA) {
  for (alpha in alphas) {
    id <- sprintf("%s_alpha%s", name, sub(".", "", format(alpha), fixed = TRUE))
    cases[[id]] <<- list(case = id, data = data, alpha = alpha, weights = weights, offset = offset,
      factors = factors, lower = lower, upper = upper, standardize = standardize,
      intercept = intercept, scale_y = if (is.na(scale_y)) alpha < 1 else scale_y)
  }
}
factors <- c(x1 = 0, x2 = 0.5, x4 = 2, x7 = Inf, x8 = 3)
lower <- c(x1 = 0, x2 = 0, x5 = -0.02, x7 = -0.05, x8 = 0)
upper <- c(x1 = 0.0025, x2 = 10, x3 = 0, x6 = 1.5e-5, x8 = 0.5)

add("diabetes", "diabetes")
add("diabetes_raw_y", "diabetes", 0.5, scale_y = FALSE)
add("diabetes_unstandardized", "diabetes", standardize = FALSE)
add("diabetes_no_intercept", "diabetes", intercept = FALSE)
add("longley", "longley")
add("wide", "wide")
add("weighted", "weighted", weights = "w")
add("weighted_offset", "weighted", weights = "w", offset = "o")
add("weighted_factors", "weighted", factors = factors)
add("weighted_bounds", "weighted", lower = lower, upper = upper, scale_y = TRUE)
add("weighted_all", "weighted", weights = "w", offset = "o", factors = factors,
    lower = lower[c("x2", "x5")], upper = upper[c("x2", "x6")], scale_y = TRUE)

# ---- our objective in plain loops -----------------------------------------------------------------

# Everything a case needs, in the units of the label as fitted.
prepare <- function(case) {
  x <- features_of(case$data)
  spread <- function(values, default) {
    all <- setNames(rep(default, ncol(x)), colnames(x))
    all[names(values)] <- values
    all
  }
  w <- column_of(case$data, case$weights, 1)
  y <- label_of(case$data)
  o <- column_of(case$data, case$offset, 0)
  w <- w / sum(w)
  centre <- if (case$intercept) sum(w * (y - o)) else 0
  label_sd <- sqrt(sum(w * (y - o - centre)^2))           # what glmnet divides by
  divisor <- if (case$scale_y) label_sd else 1
  scale <- rep(1, ncol(x))
  if (case$standardize)
    for (j in seq_len(ncol(x))) scale[j] <- sqrt(sum(w * (x[, j] - sum(w * x[, j]))^2))
  problem <- list(x = x, y = y / divisor, o = o / divisor, w = w, scale = scale, divisor = divisor,
    label_sd = label_sd / divisor, intercept = case$intercept, f = spread(case$factors, 1),
    lower = spread(case$lower, -Inf), upper = spread(case$upper, Inf))
  # Centring changes no solution (the intercept's own condition is checked) and keeps sums over far-off columns accurate.
  problem$centred <- if (case$intercept) sweep(x, 2, colSums(w * x)) else x
  problem$null_gradient <- null_gradient(problem)
  problem
}

# max |gradient| / f over the penalised features, with only intercept and unpenalised features fitted.
null_gradient <- function(problem) {
  free <- problem$x[, problem$f == 0, drop = FALSE]
  if (problem$intercept) free <- cbind(1, free)
  residual <- problem$y - problem$o
  if (ncol(free) > 0) residual <- lm.wfit(free, residual, problem$w)$residuals
  largest <- 0
  for (j in seq_along(problem$f))
    if (problem$f[j] > 0 && is.finite(problem$f[j]))
      largest <- max(largest, abs(sum(problem$w * residual * problem$centred[, j])) / problem$scale[j] / problem$f[j])
  largest
}

residuals_of <- function(problem, b0, beta) {
  eta <- b0 + problem$o
  for (j in seq_along(beta)) if (beta[j] != 0) eta <- eta + problem$x[, j] * beta[j]
  problem$y - eta
}

objective <- function(problem, b0, beta, l1, l2) {
  loss <- sum(problem$w * residuals_of(problem, b0, beta)^2) / 2
  penalty <- 0
  for (j in seq_along(beta)) if (beta[j] != 0) {
    b <- beta[j] * problem$scale[j]
    penalty <- penalty + problem$f[j] * (l1 * abs(b) + l2 * b^2 / 2)
  }
  loss + penalty
}

# Largest violation of the optimality conditions, features in standardised units, relative to the null gradient.
kkt <- function(problem, b0, beta, l1, l2) {
  r <- residuals_of(problem, b0, beta)
  worst <- if (problem$intercept) abs(sum(problem$w * r)) else 0
  for (j in seq_along(beta)) {
    if (is.infinite(problem$f[j])) { if (beta[j] != 0) worst <- Inf; next }
    b <- beta[j] * problem$scale[j]
    slope <- -sum(problem$w * r * problem$centred[, j]) / problem$scale[j] + problem$f[j] * l2 * b
    right <- slope + problem$f[j] * if (b >= 0) l1 else -l1   # derivative when b grows
    left <- slope + problem$f[j] * if (b > 0) l1 else -l1     # derivative when b shrinks, before its sign
    if (beta[j] > problem$upper[j] || beta[j] < problem$lower[j]) worst <- Inf
    if (beta[j] < problem$upper[j]) worst <- max(worst, -right)
    if (beta[j] > problem$lower[j]) worst <- max(worst, left)
  }
  worst / problem$null_gradient
}

# The exact minimiser on a given active set, signs and clamped coefficients: a linear system, solved by QR.
polish <- function(problem, beta, l1, l2) {
  clamped <- beta != 0 & (beta == problem$lower | beta == problem$upper)
  active <- which(beta != 0 & !clamped)
  xbar <- if (problem$intercept) colSums(problem$w * problem$x) else rep(0, ncol(problem$x))
  target <- problem$y - problem$o
  tbar <- if (problem$intercept) sum(problem$w * target) else 0
  centred <- problem$centred
  target <- target - tbar
  for (j in which(clamped)) target <- target - centred[, j] * beta[j]
  if (length(active) > 0) {
    f <- problem$f[active]
    a <- sweep(sqrt(problem$w) * centred[, active, drop = FALSE], 2, problem$scale[active], "/")
    t <- sqrt(problem$w) * target
    if (l2 > 0) {
      a <- rbind(a, diag(sqrt(l2 * f), length(active)))
      t <- c(t, numeric(length(active)))
    }
    q <- qr(a, LAPACK = TRUE)
    R <- qr.R(q)
    pull <- (l1 * f * sign(beta[active]))[q$pivot]
    b <- backsolve(R, qr.qty(q, t)[seq_along(active)] - backsolve(R, pull, transpose = TRUE))
    solution <- numeric(length(active))
    solution[q$pivot] <- b
    if (any(sign(solution) != sign(beta[active]))) return(NULL)
    beta[active] <- solution / problem$scale[active]
  }
  list(b0 = if (problem$intercept) tbar - sum(xbar * beta) else 0, beta = beta)
}

# ---- solving a case -------------------------------------------------------------------------------

# glmnet multiplies every factor by p / sum(factors), infinite ones counted as 1: undone in lambda.
glmnet_path <- function(case, problem, lambdas, thresh) {
  f <- problem$f
  counted <- mean(ifelse(is.infinite(f), 1, f))
  glmnet(problem$x, problem$y, weights = problem$w * length(problem$w),
    offset = if (case$offset == "") NULL else problem$o, alpha = case$alpha, lambda = lambdas * counted,
    standardize = case$standardize, intercept = case$intercept, penalty.factor = f,
    lower.limits = problem$lower, upper.limits = problem$upper, thresh = thresh, maxit = 1e8)
}

# Coefficients within rounding of a bound are the bound.
snap <- function(beta, bound) ifelse(is.finite(bound) & abs(beta - bound) <= 1e-12 * abs(bound), bound, beta)

solve_case <- function(case) {
  problem <- prepare(case)
  p <- ncol(problem$x)
  end <- if (nrow(problem$x) > p) 1e-4 else 1e-2
  start <- problem$null_gradient / max(case$alpha, 0.001)
  lambdas <- start * end^((0:99) / 99)
  picks <- 1 + if (end == 1e-4) c(8, 25, 50, 75, 99) else c(15, 35, 55, 77, 99)
  # glmnet's ridge term is lambda (1 - alpha) / (2 sd(y)); sd is 1 where the label was scaled.
  ridge_divisor <- if (case$alpha < 1) problem$label_sd else 1

  best <- rep(list(list(kkt = Inf)), length(picks))
  for (thresh in c(1e-14, 1e-18, 1e-22, 1e-26)) {
    fit <- suppressWarnings(glmnet_path(case, problem, lambdas, thresh))
    if (fit$jerr != 0 || length(fit$lambda) < 100) { cat("   ", case$case, "no convergence at", thresh, "\n"); break }
    for (k in seq_along(picks)) {
      l1 <- lambdas[picks[k]] * case$alpha
      l2 <- lambdas[picks[k]] * (1 - case$alpha) / ridge_divisor
      beta <- snap(snap(fit$beta[, picks[k]], problem$lower), problem$upper)
      violation <- kkt(problem, fit$a0[picks[k]], beta, l1, l2)
      if (violation < best[[k]]$kkt)
        best[[k]] <- list(kkt = violation, b0 = fit$a0[[picks[k]]], beta = beta, l1 = l1, l2 = l2, thresh = thresh)
    }
    if (all(vapply(best, `[[`, 0, "kkt") < 1e-13)) break
  }

  coefficients <- solutions <- NULL
  for (k in seq_along(picks)) {
    b <- best[[k]]
    exact <- polish(problem, b$beta, b$l1, b$l2)
    exact_kkt <- if (is.null(exact)) Inf else kkt(problem, exact$b0, exact$beta, b$l1, b$l2)
    found <- b$beta != 0
    distance <- if (is.null(exact)) Inf else max(0, abs(exact$beta - b$beta)[found] / abs(exact$beta)[found])
    polished <- b$kkt >= 1e-9 || distance > 1e-11
    b0 <- if (polished) exact$b0 else b$b0
    beta <- if (polished) exact$beta else b$beta
    violation <- if (polished) exact_kkt else b$kkt
    if (violation >= 1e-9) stop(case$case, ": no solution at lambda ", lambdas[picks[k]])
    keep <- beta != 0
    lambda <- lambdas[picks[k]]
    coefficients <- rbind(coefficients, data.frame(case = case$case, lambda,
      feature = c(if (case$intercept) "(intercept)", colnames(problem$x)[keep]),
      coefficient = c(if (case$intercept) b0, beta[keep]), polished, row.names = NULL))
    solutions <- rbind(solutions, data.frame(case = case$case, lambda, objective = objective(problem, b0, beta, b$l1, b$l2),
      nonzero = sum(keep), kkt = violation, kkt_glmnet = b$kkt, thresh = b$thresh, distance_glmnet = distance, polished))
  }
  cat(sprintf("%-34s kkt glmnet %.1e stored %.1e distance %.1e nonzero %s\n", case$case, max(solutions$kkt_glmnet),
    max(solutions$kkt), max(solutions$distance_glmnet), paste(solutions$nonzero, collapse = " ")))
  row <- data.frame(case = case$case, data = path_of[[case$data]], alpha = case$alpha, weights = case$weights,
    offset = case$offset, factors = named_list(case$factors), lower = named_list(case$lower),
    upper = named_list(case$upper), standardize = case$standardize, intercept = case$intercept,
    scale_y = case$scale_y, lambdas = paste(digits17(lambdas[picks]), collapse = ";"), divisor = problem$divisor)
  list(case = row, coefficients = coefficients, solutions = solutions)
}

bind <- function(parts, name) do.call(rbind, lapply(parts, `[[`, name))
solved <- lapply(cases, solve_case)
write_table(bind(solved, "case"), "glmnet_cases.csv")
write_table(bind(solved, "coefficients"), "glmnet_coefficients.csv")
write_table(bind(solved, "solutions"), "glmnet_solutions.csv")

# ---- default grids and their early stop, alpha = 1 ------------------------------------------------

grid_fit <- function(data, thresh) glmnet(features_of(data), label_of(data), thresh = thresh, maxit = 1e8,
  weights = column_of(data, if (data == "weighted") "w" else "", 1))
grid_rows <- function(data, fit)
  data.frame(data = path_of[[data]], index = seq_along(fit$lambda) - 1L, lambda = fit$lambda, dev_ratio = fit$dev.ratio)
grid_with_rule <- lapply(names(path_of), function(data) grid_rows(data, grid_fit(data, 1e-20)))

# The same without any stopping rule, then both candidate rules applied to the recorded dev.ratio by hand.
glmnet.control(fdev = 0, devmax = 1)
grid_without_rule <- lapply(names(path_of), function(data) grid_rows(data, grid_fit(data, 1e-20)))
glmnet.control(factory = TRUE)
stop_after <- function(dev, steps, fdev = 1e-5, devmax = 0.999, at_least = 5) {
  for (m in at_least:length(dev)) {
    before <- if (m > steps) dev[m - steps] else 0
    if ((dev[m] - before) / dev[m] < fdev || dev[m] > devmax) return(m)
  }
  length(dev)
}
for (k in seq_along(path_of)) {
  dev <- grid_without_rule[[k]]$dev_ratio
  cat(sprintf("early stop %-9s glmnet %3d   rule over 1 step %3d   over 4 steps %3d   over 5 steps %3d   thresh 1e-7 %3d, 1e-12 %3d\n",
    names(path_of)[k], nrow(grid_with_rule[[k]]), stop_after(dev, 1), stop_after(dev, 4), stop_after(dev, 5),
    length(grid_fit(names(path_of)[k], 1e-7)$lambda), length(grid_fit(names(path_of)[k], 1e-12)$lambda)))
}
write_table(do.call(rbind, grid_with_rule), "glmnet_grid.csv")
write_table(do.call(rbind, grid_without_rule), "glmnet_grid_full.csv")

# ---- cross-validation -----------------------------------------------------------------------------

cv_thresh <- 1e-20

cv_rows <- function(name, data, alpha, weights, divisor, cv)
  data.frame(case = name, data = path_of[[data]], alpha, weights, divisor, lambda = cv$lambda, cvm = cv$cvm, cvsd = cv$cvsd,
    nzero = as.integer(cv$nzero), is_min = cv$lambda == cv$lambda.min, is_1se = cv$lambda == cv$lambda.1se)

# Cross-validation with every fold fitted at exactly the given lambdas under our objective: each fold's own sd(y) is undone.
cv_exact <- function(x, y, w, alpha, lambda, foldid) {
  folds <- max(foldid)
  loss <- matrix(0, folds, length(lambda))
  size <- numeric(folds)
  for (k in 1:folds) {
    train <- foldid != k
    wk <- w[train] / sum(w[train])
    sd <- sqrt(sum(wk * (y[train] - sum(wk * y[train]))^2))
    stretch <- alpha + (1 - alpha) * sd
    fit <- glmnet(x[train, ], y[train], weights = w[train], alpha = alpha / stretch, lambda = lambda * stretch,
      thresh = cv_thresh, maxit = 1e8)
    error <- (y[!train] - predict(fit, x[!train, ]))^2
    size[k] <- sum(w[!train])
    loss[k, ] <- colSums(w[!train] * error) / size[k]
  }
  share <- size / sum(size)
  cvm <- colSums(share * loss)
  cvsd <- sqrt(colSums(share * sweep(loss, 2, cvm)^2) / (folds - 1))
  best <- which.min(cvm)
  list(lambda = lambda, cvm = cvm, cvsd = cvsd, lambda.min = lambda[best],
    lambda.1se = max(lambda[cvm <= cvm[best] + cvsd[best]]))
}

exact <- plain <- list()
for (run in list(list("diabetes_alpha1", "diabetes", 1, ""), list("weighted_alpha1", "weighted", 1, "w"),
                 list("diabetes_alpha05", "diabetes", 0.5, ""))) {
  name <- run[[1]]; data <- run[[2]]; alpha <- run[[3]]
  x <- features_of(data)
  w <- column_of(data, run[[4]], 1)
  y <- label_of(data)
  divisor <- if (alpha < 1) sqrt(sum(w * (y - sum(w * y) / sum(w))^2) / sum(w)) else 1
  y <- y / divisor
  foldid <- (seq_along(y) - 1) %% 10 + 1
  default <- cv.glmnet(x, y, weights = w, alpha = alpha, foldid = foldid, thresh = cv_thresh, maxit = 1e8)
  given <- cv.glmnet(x, y, weights = w, alpha = alpha, foldid = foldid, thresh = cv_thresh, maxit = 1e8, lambda = default$lambda)
  ours <- c(cv_exact(x, y, w, alpha, default$lambda, foldid), list(nzero = given$nzero))
  off <- function(a, b, part) max(abs(a[[part]] / b[[part]] - 1))
  cat(sprintf("cv %-17s %d lambdas; ours vs cv.glmnet(lambda = grid): cvm %.1e cvsd %.1e; vs cv.glmnet(): cvm %.1e cvsd %.1e\n", name,
    length(default$lambda), off(ours, given, "cvm"), off(ours, given, "cvsd"), off(ours, default, "cvm"), off(ours, default, "cvsd")))
  exact[[name]] <- cv_rows(name, data, alpha, run[[4]], divisor, if (alpha == 1) given else ours)
  plain[[name]] <- cv_rows(name, data, alpha, run[[4]], divisor, default)
}
write_table(do.call(rbind, exact), "glmnet_cv.csv")
write_table(do.call(rbind, plain), "glmnet_cv_default.csv")

# ---- least squares --------------------------------------------------------------------------------

longley_fit <- lm(Employed ~ ., tables$longley)
write_table(data.frame(feature = sub("(Intercept)", "(intercept)", names(coef(longley_fit)), fixed = TRUE),
  coefficient = unname(coef(longley_fit))), "longley_lm.csv")
r_squared <- function(data) summary(lm(label_of(data) ~ features_of(data)))$r.squared
write_table(data.frame(name = c("diabetes_ols_r2", "longley_ols_r2"), value = c(r_squared("diabetes"), r_squared("longley")),
  source = c("lm in R; the published value is 0.5177 (also scikit-learn LinearRegression)", "lm in R; NIST StRD Longley certifies 0.995479004577296")), "facts.csv")
