"""Writes calibration.json: what SciPy and scikit-learn say of drawn predictions. Versions are in the file."""
import json, numpy as np, scipy, sklearn
from scipy.optimize import minimize_scalar
from sklearn.calibration import calibration_curve
from sklearn.metrics import f1_score, balanced_accuracy_score, matthews_corrcoef, accuracy_score, log_loss

rng = np.random.default_rng(7)
cases = []
for rows, classes, sharpness in ((300, 2, 2.5), (200, 5, 0.4), (400, 3, 1.7)):
    z = rng.normal(size=(rows, classes)) * 1.5
    p_true = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    y = np.array([rng.choice(classes, p=p) for p in p_true])
    w = z * sharpness
    p = np.exp(w) / np.exp(w).sum(1, keepdims=True)
    def scaled(t):
        q = np.log(p) / t
        q = np.exp(q - q.max(1, keepdims=True))
        return q / q.sum(1, keepdims=True)
    best = minimize_scalar(lambda b: log_loss(y, scaled(np.exp(b)), labels=range(classes), eps=1e-300), bounds=(-3, 3), method="bounded",
                           options=dict(xatol=1e-12))
    t = float(np.exp(best.x))
    confidence, right = p.max(1), p.argmax(1) == y
    bins, ece = 15, 0.0
    for b in range(bins):
        inside = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        if inside.any():
            ece += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    case = dict(classes=classes, labels=y.tolist(), probabilities=p.round(12).tolist(), temperature=t, ece=ece,
                log_loss=log_loss(y, scaled(t), labels=range(classes)))
    if classes == 2:
        share, mean = calibration_curve(y, p[:, 1], n_bins=10)
        case["curve"] = dict(bins=10, share=share.tolist(), mean=mean.tolist())
        scores = p[:, 1].round(12)
        cuts = np.concatenate([[0.0], (np.unique(scores)[1:] + np.unique(scores)[:-1]) / 2])
        metrics = dict(f1=lambda g: f1_score(y, g), balanced=lambda g: balanced_accuracy_score(y, g),
                       matthews=lambda g: matthews_corrcoef(y, g), accuracy=lambda g: accuracy_score(y, g))
        case["thresholds"] = {}
        for name, metric in metrics.items():
            values = np.array([metric(scores >= c) for c in cuts])
            good = cuts[values >= values.max() - 1e-12]
            case["thresholds"][name] = dict(threshold=float(good[np.argmin(abs(good - 0.5))]), value=float(values.max()))
    cases.append(case)
with open("calibration.json", "w") as file:
    json.dump(dict(source=f"calibration.py, NumPy {np.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}", cases=cases), file)
    file.write("\n")
